// What sheet, facts and redacted mail put into a letter about a case: the same for station and
// desk.
#pragma once

#include "letter/letter.h"
#include "letter/template_text.h"
#include "letter/values.h"

namespace letter {

// Everything both templates may show. A Failure when the sheet is not usable (empty token,
// unknown mail safety).
base::Result<Values> case_values(const Template& page, const Envelope& envelope,
                                 const CaseSheet& sheet, const understanding::Facts& facts,
                                 const redaction::RedactedMail& mail);

// The list of files, as the letter shows it.
std::vector<Values> attachment_values(const std::vector<redaction::AttachmentNote>& notes);

// "instagram, whatsapp", in the words of the page.
std::string platforms_of(const Template& page, const understanding::Facts& facts);

// The offender's identifiers, whole, one a line, for copying: nothing broken, nothing wrapped.
std::string whole_value(const redaction::EvidenceItem& item);
std::string evidence_text(const redaction::RedactedMail& mail);

// How a letter is answered.
struct AnswerWay {
    std::string token;
    RelayMode relay = RelayMode::plus;
    Address answer_to;
};
AnswerWay answer_way(const CaseSheet& sheet);

// "NAME_address" for each verb to tap ("received"); nothing in thread mode.
base::Result<void> put_addresses(Values& values, const AnswerWay& way,
                                 const std::vector<std::string>& verbs);

// The end of a letter that lists files and carries none, wide enough for a desk.
base::Result<Letter> finish_sealed(const Envelope& envelope, const Template& page,
                                   const Values& values, const AnswerWay& way, TextFile file,
                                   const redaction::RedactedMail& mail);

// Where replies go: our address with the letter's token, or plain in thread mode.
base::Result<Address> reply_address(const AnswerWay& way);

}  // namespace letter
