#include "letter/finish.h"
#include "letter/inert_text.h"
#include "letter/layout.h"
#include "letter/letter.h"
#include "letter/template_set.h"
#include "letter/values.h"

namespace letter {

base::Result<Letter> write_handover(const Templates& templates, const Envelope& envelope,
                                    understanding::Language language,
                                    const std::string& station_name,
                                    const std::vector<OpenCase>& cases) {
    if (cases.empty())
        return base::Failure{base::FailureKind::defect, "nothing is handed over", {}};
    const Template& page = find_template(templates, "handover", language_code(language));
    Values values;
    values.put("station", inert_line(station_name, 60));
    for (const auto& one : cases) {
        Values item;
        item.put("case", one.number);
        item.put("state", inert_line(word_for(page, "state", one.state), 60));
        item.put("mail", inert_line(word_for(page, "mail", one.mail_safety), 60));
        item.put_if(one.spoken_with, "spoken_with");
        item.put("days", std::to_string(one.days));
        values.lists["cases"].push_back(std::move(item));
    }
    auto filled = fill(page, values, phone_width);
    if (!filled) return filled.error();
    return finish_letter(envelope, {std::move(filled->subject),
                                    std::move(filled->body),
                                    envelope.from,
                                    AutoSubmitted::generated,
                                    {},
                                    {}});
}

}  // namespace letter
