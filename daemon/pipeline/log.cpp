#include "pipeline/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>

namespace pipeline {
namespace {

spdlog::level::level_enum spd_level(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
    }
    return spdlog::level::info;
}

// sd-daemon(3): the journal takes the level from "<6>" at the line start.
const char* journal_prefix(Level level) {
    switch (level) {
        case Level::debug:
            return "<7>";
        case Level::info:
            return "<6>";
        case Level::warning:
            return "<4>";
        case Level::error:
            return "<3>";
    }
    return "<6>";
}

bool under_systemd() {
    static const bool yes = std::getenv("JOURNAL_STREAM") != nullptr;
    return yes;
}

// An empty word is no field.
void append(std::string& line, std::string_view name, const LogValue& value) {
    if (const auto* word = std::get_if<std::string>(&value); word != nullptr && word->empty())
        return;
    line += ' ';
    line += name;
    line += '=';
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        line += std::to_string(*number);
    } else {
        const auto& word = std::get<std::string>(value);
        const bool plain = word.find(' ') == std::string::npos && !word.empty();
        line += plain ? word : '"' + word + '"';
    }
}

}  // namespace

void start_log() {
    auto logger = spdlog::stderr_logger_mt("aparajita");
    logger->set_pattern(under_systemd() ? "%v" : "%Y-%m-%dT%H:%M:%S%z %l %v");
    logger->flush_on(spdlog::level::debug);
    spdlog::set_default_logger(std::move(logger));
}

void set_log_level(Level least) { spdlog::set_level(spd_level(least)); }

void log_event(Level level, std::string_view event, LogFields fields) {
    std::string line = under_systemd() ? journal_prefix(level) : "";
    line += event;
    for (const auto& [name, value] : fields) append(line, name, value);
    spdlog::log(spd_level(level), "{}", line);
}

void log_failure(std::string_view event, const base::Failure& failure, LogFields fields) {
    std::string line = under_systemd() ? journal_prefix(Level::error) : "";
    line += event;
    for (const auto& [name, value] : fields) append(line, name, value);
    append(line, "what", failure.what);
    if (!failure.hint.empty()) append(line, "hint", failure.hint);
    spdlog::error("{}", line);
}

void log_problems(std::string_view event, const base::Problems& problems) {
    for (const auto& problem : problems) {
        const bool error = problem.severity == base::Severity::error;
        log_event(error ? Level::error : Level::warning, event,
                  {{"file", problem.file},
                   {"line", std::int64_t{problem.line}},
                   {"column", std::int64_t{problem.column}},
                   {"sentence", problem.sentence}});
    }
}

}  // namespace pipeline
