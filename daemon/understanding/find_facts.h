// ParsedMail to Facts.
//
// Promise: the same mail, lexicon and circumstances always give the same facts. Linear in the
// text; text beyond 1 MB is not examined and the mail is marked for a person (Facts::texts then
// ends early; see `complete`).
#pragma once

#include "message/parsed_mail.h"
#include "understanding/facts.h"
#include "understanding/lexicon.h"

namespace understanding {

Facts find_facts(const message::ParsedMail& mail, const Lexicon& lexicon,
                 const Circumstances& circumstances);

}  // namespace understanding
