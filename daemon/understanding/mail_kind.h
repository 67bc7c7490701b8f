// What kind of mail is it: a person's, a machine's, an answer?
//
// Promises: several marks together make a bounce, never one alone (except a delivery report of
// the mail itself); a platform's alert is never thrown away as machine mail; a machine mail
// that tells of harm stays a complaint. Source: RFC 3834 section 5 (Auto-Submitted: no is a
// person), RFC 3464, mail_reading.md.
#pragma once

#include <vector>

#include "message/parsed_mail.h"
#include "understanding/facts.h"
#include "understanding/lexicon.h"
#include "understanding/passage.h"

namespace understanding {

struct KindFound {
    MailKind kind = MailKind::complaint;
    bool automatic = false;
};

// `urgency` and `tells_of_harm` as found in the text.
enum class Tells { nothing, of_harm };
KindFound find_kind(const message::ParsedMail& mail, const std::vector<Passage>& passages,
                    const Lexicon& lexicon, const Circumstances& circumstances,
                    const Urgency& urgency, Tells tells);

}  // namespace understanding
