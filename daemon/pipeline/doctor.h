// Looks at everything an installation needs, from outside: servers, certificates, disk, keys,
// rules, the line's last test mail. Changes nothing, sends nothing.
//
// Promises: each finding is one line for a person; no address, case or word of a mail.
#pragma once

#include <string>
#include <vector>

#include "base/failure.h"
#include "settings/settings.h"

namespace pipeline {

struct Finding {
    enum class Grade { fine, warning, problem };
    Grade grade = Grade::fine;
    std::string name;                                      // "mailbox", "disk"
    std::string sentence;                                  // how it is
    std::string to_do;                                     // empty when fine
    base::FailureKind kind = base::FailureKind::settings;  // of a problem: its exit code
};
std::string_view name_of(Finding::Grade grade);

std::vector<Finding> examine(const settings::Settings& settings);

}  // namespace pipeline
