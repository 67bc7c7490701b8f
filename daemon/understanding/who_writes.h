// Who writes, is a child concerned, may the mailbox be his, does he serve in the police?
//
// Promises: each answer errs to the safe side. A hint of age below 18 is a child; doubt whether
// the child is only spoken of makes it the victim. Police beside the offender is believed.
// Source: redaction.md 5.3, 5.4.
#pragma once

#include <vector>

#include "understanding/facts.h"
#include "understanding/passage.h"
#include "understanding/zones.h"

namespace understanding {

WrittenBy find_writer(const std::vector<Passage>& passages);
Child find_child(const std::vector<Passage>& passages, WrittenBy writer);
bool is_offender_in_police(const std::vector<Passage>& passages);
bool may_account_be_his(const std::vector<Passage>& passages, const Sender& sender);
bool is_mail_unsafe(const std::vector<Passage>& passages);

}  // namespace understanding
