#include "letter/alert_lines.h"

#include <algorithm>
#include <map>
#include <sstream>
#include <vector>

#include "base/text.h"
#include "letter/inert_text.h"

namespace letter {
namespace {

constexpr std::size_t longest_label = 40;
constexpr std::size_t longest_value = 120;
constexpr std::size_t longest_post = 400;

struct Field {
    std::string_view name;
    std::vector<std::string_view> words;  // one of them stands in the label
};

// The first that fits: "Time of post" is a time, "Profile name" a profile.
const std::vector<Field>& fields() {
    static const std::vector<Field> all{
        {"alert_ip", {"ip"}},
        {"alert_time", {"time", "timestamp", "posted"}},
        {"alert_phone", {"phone", "mobile", "msisdn", "telephone"}},
        {"alert_profile", {"profile", "url", "link"}},
        {"alert_post", {"text", "post", "content", "caption", "message"}},
        {"alert_name", {"name", "account", "user"}}};
    return all;
}

// Without the marks of a quoted mail.
std::string_view unquoted(std::string_view line) {
    while (!line.empty() &&
           (line.front() == '>' || line.front() == ' ' || line.front() == '\t'))
        line.remove_prefix(1);
    return base::trim_ascii(line);
}

std::vector<std::string> words_of(std::string_view label) {
    std::string lower = base::lower_ascii(label);
    std::replace_if(
        lower.begin(), lower.end(), [](char c) { return c < 'a' || c > 'z'; }, ' ');
    std::istringstream in(lower);
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

struct Line {
    const Field* field = nullptr;  // nothing: no label of ours
    std::string_view value;
};

Line read_line(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon > longest_label) return {nullptr, text};
    const auto words = words_of(text.substr(0, colon));
    for (const Field& field : fields()) {
        const bool fits =
            std::any_of(field.words.begin(), field.words.end(), [&](std::string_view word) {
                return std::find(words.begin(), words.end(), word) != words.end();
            });
        if (fits) return {&field, base::trim_ascii(text.substr(colon + 1))};
    }
    return {nullptr, text};
}

}  // namespace

void put_alert_lines(Values& values, const redaction::RedactedMail& mail) {
    std::map<std::string_view, std::string> found;
    std::string* open = nullptr;  // the post goes on until an empty line
    std::istringstream body(mail.body());
    for (std::string raw; std::getline(body, raw);) {
        const std::string_view text = unquoted(raw);
        const Line line = read_line(text);
        if (line.field != nullptr || text.empty()) open = nullptr;
        if (open != nullptr) *open += " " + std::string(text);
        if (line.field == nullptr || line.value.empty()) continue;
        const auto [at, is_new] = found.emplace(line.field->name, line.value);
        if (is_new && line.field->name == "alert_post") open = &at->second;
    }
    for (const auto& [name, value] : found)
        values.put(std::string(name),
                   inert_line(value, name == "alert_post" ? longest_post : longest_value));
}

}  // namespace letter
