// Finds every identifier and says whose it is (redaction.md 3 and 5.2).
//
// Promises: offsets are code points of Facts::texts; linear in the text (100 KB of digits under
// 100 ms); what cannot be decided is Role::unknown, never a guess. On exhaustion of the budget
// `complete` is false.
#pragma once

#include <functional>

#include "message/parsed_mail.h"
#include "redaction/given_names.h"
#include "redaction/policy.h"
#include "redaction/values.h"
#include "understanding/facts.h"
#include "understanding/lexicon.h"

namespace redaction {

// Asked between the steps of the search; a room without a clock cannot know.
using OutOfTime = std::function<bool()>;

Findings find_values(const message::ParsedMail& mail, const understanding::Facts& facts,
                     const understanding::Lexicon& lexicon, const GivenNames& names,
                     const Policy& policy, const OutOfTime& out_of_time = {});

// Word lists that this room asks for ("role.mine", "type.phone" ...).
const std::vector<std::string_view>& required_lists();

}  // namespace redaction
