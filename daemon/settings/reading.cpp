#include "settings/reading.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/mail_domain.h"
#include "base/text.h"

namespace settings {
namespace {

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

template <class Number>
std::optional<Number> number_of(std::string_view text) {
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (!all_digits(text) || error != std::errc{}) return std::nullopt;
    return number;
}

std::string quote(std::string_view key) { return "'" + std::string(key) + "'"; }

bool is_credential_name(std::string_view text) {
    return !text.empty() && text.front() != '.' &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
           });
}

Placed checked_address(Placed found, std::string_view what, Reading& reading) {
    if (found.text.empty() || base::is_plain_address(found.text)) return found;
    reading.refuse(*found.at, std::string(what) + " is no mail address",
                   "write it as name@domain");
    return {{}, found.at};
}

}  // namespace

void Reading::refuse(const yaml::Node& at, std::string sentence, std::string hint) {
    problems.push_back(yaml::problem_at(at, std::move(sentence), std::move(hint)));
}

void Reading::warn(const yaml::Node& at, std::string sentence, std::string hint) {
    refuse(at, std::move(sentence), std::move(hint));
    problems.back().severity = base::Severity::warning;
}

Placed read_text(yaml::MapReader& reader, std::string_view key, Reading& reading) {
    const yaml::Node* found = reader.optional_node(key);
    if (found == nullptr) return {};
    return {yaml::text_of(*found, quote(key), reading.problems), found};
}

std::vector<Placed> read_texts(yaml::MapReader& reader, std::string_view key,
                               Reading& reading) {
    const yaml::Node* found = reader.optional_node(key);
    if (found == nullptr) return {};
    std::vector<Placed> texts;
    if (found->kind != yaml::NodeKind::list) {
        if (std::string text = yaml::text_of(*found, quote(key), reading.problems);
            !text.empty())
            texts.push_back({std::move(text), found});
        return texts;
    }
    for (const auto& item : found->items)
        if (std::string text =
                yaml::text_of(*item, "an entry of " + quote(key), reading.problems);
            !text.empty())
            texts.push_back({std::move(text), item.get()});
    return texts;
}

std::size_t read_choice(yaml::MapReader& reader, std::string_view key,
                        const std::vector<std::string>& words, Reading& reading) {
    const Placed found = read_text(reader, key, reading);
    if (found.text.empty()) return 0;
    const auto place = std::find(words.begin(), words.end(), found.text);
    if (place != words.end()) return static_cast<std::size_t>(place - words.begin());
    std::string listed;
    for (const auto& word : words) listed += (listed.empty() ? "" : " or ") + word;
    reading.refuse(*found.at, quote(key) + " must be " + listed);
    return 0;
}

int read_count(yaml::MapReader& reader, std::string_view key, int fallback, int least,
               int most) {
    return static_cast<int>(reader.optional_whole(key, fallback, least, most));
}

std::optional<base::Seconds> parse_duration(std::string_view text) {
    constexpr std::size_t longest = 7;
    if (text.size() < 2 || text.size() > longest) return std::nullopt;
    const auto count = number_of<std::int64_t>(text.substr(0, text.size() - 1));
    if (!count) return std::nullopt;
    switch (text.back()) {
        case 's':
            return base::Seconds{*count};
        case 'm':
            return std::chrono::minutes{*count};
        case 'h':
            return std::chrono::hours{*count};
        case 'd':
            return std::chrono::hours{*count * 24};
        default:
            return std::nullopt;
    }
}

std::optional<base::Instant> parse_date(std::string_view text, base::Seconds offset) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = number_of<int>(text.substr(0, 4));
    const auto month = number_of<unsigned>(text.substr(5, 2));
    const auto day = number_of<unsigned>(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{*month},
                                           std::chrono::day{*day}};
    if (!date.ok()) return std::nullopt;
    return base::Instant{std::chrono::sys_days{date}} - offset;
}

std::filesystem::path read_path(yaml::MapReader& reader, std::string_view key,
                                const char* fallback, Reading& reading) {
    const Placed found = read_text(reader, key, reading);
    const std::string text = found.text.empty() ? fallback : found.text;
    return text.empty() ? std::filesystem::path() : (reading.folder / text).lexically_normal();
}

std::vector<std::filesystem::path> read_paths(yaml::MapReader& reader, std::string_view key,
                                              Reading& reading) {
    std::vector<std::filesystem::path> paths;
    for (const auto& found : read_texts(reader, key, reading))
        paths.push_back((reading.folder / found.text).lexically_normal());
    return paths;
}

SecretSource read_secret_source(yaml::MapReader& reader, std::string_view key,
                                Reading& reading) {
    const yaml::Node* found = reader.optional_node(key);
    if (found == nullptr) return {};
    const std::string hint = "write {credential: NAME} or {file: PATH}";
    if (found->kind != yaml::NodeKind::map) {
        reading.refuse(*found, quote(key) + " stands in the settings file", hint);
        return {};
    }
    yaml::MapReader source(*found, quote(key), reading.problems);
    const Placed credential = read_text(source, "credential", reading);
    const Placed file = read_text(source, "file", reading);
    source.finish();
    if (credential.text.empty() == file.text.empty())
        reading.refuse(*found, quote(key) + " must name either a credential or a file", hint);
    if (credential.at != nullptr && !credential.text.empty() &&
        !is_credential_name(credential.text)) {
        reading.refuse(*credential.at, "this is no name of a credential",
                       "use letters, digits, '-', '_' and '.'");
        return {};
    }
    return {credential.text, file.text.empty()
                                 ? std::filesystem::path()
                                 : (reading.folder / file.text).lexically_normal()};
}

Placed read_address(yaml::MapReader& reader, std::string_view key, Reading& reading) {
    return checked_address(read_text(reader, key, reading), quote(key), reading);
}

std::vector<Placed> read_addresses(yaml::MapReader& reader, std::string_view key,
                                   Reading& reading) {
    std::vector<Placed> addresses;
    for (auto& found : read_texts(reader, key, reading))
        if (Placed address =
                checked_address(std::move(found), "an entry of " + quote(key), reading);
            !address.text.empty())
            addresses.push_back(std::move(address));
    return addresses;
}

std::vector<std::string> texts_of(const std::vector<Placed>& placed) {
    std::vector<std::string> texts;
    texts.reserve(placed.size());
    for (const auto& one : placed) texts.push_back(one.text);
    return texts;
}

std::string telling_word(std::string_view text) {
    static constexpr std::array<std::string_view, 26> anywhere{
        "police",  "polic",  "complain", "cyber",     "women",   "woman",  "mahila",
        "vanitha", "cell",   "help",     "harass",    "abuse",   "victim", "crime",
        "rescue",  "safety", "violence", "aparajita", "justice", "shakti", "nirbhaya",
        "hotline", "report", "legal",    "protect",   "station"};
    static constexpr std::array<std::string_view, 5> alone{"sho", "fir", "ps", "law", "pink"};
    const std::string lower = base::lower_ascii(text);
    for (const auto word : anywhere)
        if (lower.find(word) != std::string::npos) return std::string(word);
    for (std::size_t at = 0; at < lower.size();) {
        const auto is_letter = [&](std::size_t i) {
            return lower[i] >= 'a' && lower[i] <= 'z';
        };
        std::size_t end = at;
        while (end < lower.size() && is_letter(end)) ++end;
        std::string word = lower.substr(at, end - at);
        if (std::find(alone.begin(), alone.end(), word) != alone.end()) return word;
        at = end + 1;
    }
    return {};
}

}  // namespace settings
