// Rules to paste, made of what stations and the desk corrected by NOT OURS and ROUTE.
//
// Promise: of a case it holds names that stand in the rules and station ids, nothing of its
// mail.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "routing/rule_book.h"

namespace commands {

// `case_no` empty: all corrections of which the rules hold no rule yet.
base::Result<std::string> corrections_as_yaml(const std::filesystem::path& state,
                                              const routing::RuleBook& book,
                                              const std::string& case_no);

}  // namespace commands
