#include <algorithm>

#include "letter/letter.h"
#include "pipeline/answer_desk.h"

namespace pipeline {
namespace {

// Blanks and line ends as one blank: the letter may have broken a long value into lines.
std::string with_single_blanks(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!blank) {
            out.push_back(c);
        } else if (!out.empty() && out.back() != ' ') {
            out.push_back(' ');
        }
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

// Longest first: her name may stand inside her address.
std::vector<std::string> shown_values(const cases::ReleasedValue& value) {
    std::vector<std::string> shown;
    for (const auto& item : value.items())
        shown.push_back(with_single_blanks(letter::shown_value(item.value.reveal())));
    std::sort(shown.begin(), shown.end(),
              [](const auto& a, const auto& b) { return a.size() > b.size(); });
    return shown;
}

// The text without each value, once; nothing when one of them is not in it.
std::optional<std::string> without(const std::vector<std::string>& shown,
                                   std::string_view text) {
    std::string rest = with_single_blanks(text);
    for (const auto& value : shown) {
        const auto at = rest.find(value);
        if (value.empty() || at == std::string::npos) return std::nullopt;
        rest.erase(at, value.size());
    }
    return rest;
}

}  // namespace

std::optional<std::string> leak_in_release(reader::Reader& reader,
                                           const redaction::Policy& policy,
                                           const letter::Letter& letter,
                                           const cases::ReleasedValue& value,
                                           const redaction::Findings& findings) {
    auto parsed = reader.read(letter.octets, message::Contents::kept);
    // Composed as one part of text: anything else is not ours.
    if (!parsed || parsed->unreadable || !parsed->text || parsed->parts.size() != 1)
        return "unread";
    const auto rest = without(shown_values(value), *parsed->text);
    if (!rest) return "value";
    parsed->text = rest;
    parsed->parts.front().text = rest;
    return redaction::find_leak(*parsed, findings, policy, redaction::Destination::station);
}

}  // namespace pipeline
