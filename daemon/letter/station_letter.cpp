#include "letter/case_values.h"
#include "letter/finish.h"
#include "letter/inert_text.h"
#include "letter/layout.h"
#include "letter/letter.h"
#include "letter/template_set.h"

namespace letter {
namespace {

// The offender's identifiers, whole, one a line, for copying: nothing broken, nothing wrapped.
std::string evidence_text(const redaction::RedactedMail& mail) {
    std::string out;
    for (const auto& item : mail.evidence()) {
        std::string value = show_hidden(item.value);
        for (char& c : value) {
            if (c == '\n') c = ' ';
        }
        out += std::string(name_of(item.type)) + " " + value + "\n";
    }
    return out;
}

}  // namespace

base::Result<Letter> write_station_letter(const Templates& templates, const Envelope& envelope,
                                          const CaseSheet& sheet,
                                          const understanding::Facts& facts,
                                          const routing::Decision&,
                                          const redaction::RedactedMail& mail) {
    const Template& page = find_template(templates, "station", language_code(sheet.language));
    auto values = case_values(page, envelope, sheet, facts, mail);
    if (!values) return values.error();
    const auto put = put_addresses(
        *values, sheet, {"received", "talked", "noanswer", "notsafe", "wrong", "notours"});
    if (!put) return put.error();
    values->put("station", inert_line(sheet.station_name, 60));
    values->put_if(!mail.evidence().empty(), "evidence");
    auto filled = fill(page, *values, phone_width);
    if (!filled) return filled.error();
    auto reply_to = reply_address(sheet);
    if (!reply_to) return reply_to.error();
    return finish_letter(envelope,
                         {std::move(filled->subject), std::move(filled->body), *reply_to,
                          AutoSubmitted::generated, evidence_text(mail), mail.attachments()});
}

}  // namespace letter
