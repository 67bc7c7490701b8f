#include <algorithm>

#include "letter/finish.h"
#include "letter/layout.h"
#include "letter/letter.h"
#include "letter/template_set.h"
#include "letter/values.h"

namespace letter {
namespace {

// Four characters that a caller says: letters and digits only, so that nothing else can stand
// in her letter.
bool is_ref(const std::string& ref) {
    return ref.size() == 4 && std::all_of(ref.begin(), ref.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                      (c >= 'a' && c <= 'z');
           });
}

}  // namespace

base::Result<Letter> write_acknowledgement(const Templates& templates, const Envelope& envelope,
                                           understanding::Language language,
                                           const std::string& ref) {
    if (!is_ref(ref))
        return base::Failure{base::FailureKind::defect, "REF is not four characters", {}};
    const Template& page = find_template(templates, "acknowledgement", language_code(language));
    Values values;
    values.put("ref", ref);
    auto filled = fill(page, values, mail_width);
    if (!filled) return filled.error();
    // No In-Reply-To and no References: threading would lift the mail she deleted
    // (promises.md 5.4).
    return finish_letter(envelope, {std::move(filled->subject),
                                    std::move(filled->body),
                                    envelope.from,
                                    AutoSubmitted::replied,
                                    {},
                                    {}});
}

}  // namespace letter
