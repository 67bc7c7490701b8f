#include "letter/case_values.h"
#include "letter/inert_text.h"
#include "letter/letter.h"
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
    return finish_sealed(envelope, page, *values, answer_way(sheet),
                         {"evidence.txt", evidence_text(mail)}, mail);
}

}  // namespace letter
