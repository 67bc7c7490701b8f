// How long what is kept for a mail stays: retention.yaml, typed.
//
// Promises: every outcome and every kind of mail has its figure, or the file is refused; 1 to
// 36500 days.
#pragma once

#include <map>
#include <string>

#include "base/problem.h"
#include "base/result.h"
#include "yaml/keys.h"
#include "yaml/node.h"

namespace retention {

struct Policy {
    int announce_days = 0;
    int after_new_mail_days = 0;
    int child_victim_days = 0;
    std::map<std::string, int> after_closing;  // outcome -> days
    std::map<std::string, int> after_arrival;  // kind of a mail that is no case -> days
};

base::Result<Policy, base::Problems> load_policy(const yaml::SourceText& source);

yaml::FileKind policy_file_kind();

}  // namespace retention
