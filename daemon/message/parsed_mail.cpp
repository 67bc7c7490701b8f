#include "message/parsed_mail.h"

#include <algorithm>

#include "base/text.h"

namespace message {

const HeaderField* ParsedMail::first(std::string_view lower_case_name) const {
    for (const HeaderField& field : headers) {
        if (base::lower_ascii(field.name) == lower_case_name) return &field;
    }
    return nullptr;
}

std::vector<const HeaderField*> ParsedMail::all(std::string_view lower_case_name) const {
    std::vector<const HeaderField*> found;
    for (const HeaderField& field : headers) {
        if (base::lower_ascii(field.name) == lower_case_name) found.push_back(&field);
    }
    return found;
}

bool ParsedMail::has_oddity(std::string_view name) const {
    return std::any_of(oddities.begin(), oddities.end(),
                       [&](const Oddity& oddity) { return oddity.name == name; });
}

}  // namespace message
