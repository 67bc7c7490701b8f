// What operators read: one line an event, a stable event name, then figures. Never an address,
// subject, body or file name of a mail; Sensitive values have no formatter and cannot get here.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/failure.h"
#include "base/problem.h"

namespace pipeline {

enum class Level { debug, info, warning, error };

// A number, or a word of our own.
using LogValue = std::variant<std::int64_t, std::string>;
using LogFields = std::initializer_list<std::pair<std::string_view, LogValue>>;

// To stderr; with the journal's level prefix when systemd reads it.
void start_log();
// What is less than this is not written; info at the start.
void set_log_level(Level least);
void log_event(Level level, std::string_view event, LogFields fields = {});
void log_failure(std::string_view event, const base::Failure& failure, LogFields fields = {});
void log_problems(std::string_view event, const base::Problems& problems);

}  // namespace pipeline
