#include "letter/case_values.h"
#include "letter/finish.h"
#include "letter/inert_text.h"
#include "letter/layout.h"
#include "letter/letter.h"
#include "letter/pictures.h"
#include "letter/template_set.h"

namespace letter {

base::Result<Letter> write_assist_letter(const Templates& templates, const Envelope& envelope,
                                         const CaseSheet& sheet,
                                         const understanding::Facts& facts,
                                         const redaction::RedactedMail& mail) {
    if (mail.destination() != redaction::Destination::cyber_cell)
        return base::Failure{base::FailureKind::defect, "a cell gets no other view", {}};
    const Template& page = find_template(templates, "assist", language_code(sheet.language));
    auto values = case_values(page, envelope, sheet, facts, mail);
    if (!values) return values.error();
    const auto put = put_addresses(*values, answer_way(sheet), {"received"});
    if (!put) return put.error();
    values->put("station", inert_line(sheet.station_name, 60));
    values->put_if(!mail.evidence().empty(), "evidence");
    auto filled = fill(page, *values, mail_width);
    if (!filled) return filled.error();
    auto reply_to = reply_address(answer_way(sheet));
    if (!reply_to) return reply_to.error();
    return finish_letter(envelope, {std::move(filled->subject),
                                    std::move(filled->body),
                                    *reply_to,
                                    AutoSubmitted::generated,
                                    {"evidence.txt", evidence_text(mail)},
                                    all_sealed(mail.attachments())});
}

}  // namespace letter
