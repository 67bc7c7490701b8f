// Districts, places in other states and countries, and the domains that platforms send from.
#include <algorithm>
#include <charconv>

#include "base/mail_domain.h"
#include "base/text.h"
#include "routing/draft.h"
#include "routing/key_tables.h"

namespace routing {
namespace {

constexpr int first_prefix = 100;  // PIN codes begin with 1 to 9
constexpr int last_prefix = 999;

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number_of(std::string_view text) {
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

void claim(const std::string& prefix, const std::string& state, const yaml::Node& at,
           Draft& draft) {
    const auto [found, fresh] = draft.pin_prefixes.emplace(prefix, state);
    if (!fresh)
        draft.problems.push_back(
            yaml::problem_at(at, "PIN codes that begin with " + prefix + " are given twice",
                             "they also stand under '" + found->second + "'"));
}

void read_prefix(const Placed& prefix, const std::string& state, Draft& draft) {
    const std::string_view text = prefix.text;
    const auto dash = text.find('-');
    const std::string_view from = text.substr(0, dash);
    if (dash == std::string_view::npos && all_digits(text) && text.size() >= 3 &&
        text.size() <= 6 && text.front() != '0') {
        claim(prefix.text, state, *prefix.at, draft);
        return;
    }
    const std::string_view to =
        dash == std::string_view::npos ? std::string_view() : text.substr(dash + 1);
    const bool whole = all_digits(from) && all_digits(to) && from.size() == 3 && to.size() == 3;
    if (!whole || number_of(from) < first_prefix || number_of(to) > last_prefix ||
        number_of(from) >= number_of(to)) {
        draft.problems.push_back(
            yaml::problem_at(*prefix.at, "'" + prefix.text + "' is no beginning of a PIN code",
                             "write three to six figures, or a range like \"600-643\""));
        return;
    }
    for (int number = number_of(from); number <= number_of(to); ++number)
        claim(std::to_string(number), state, *prefix.at, draft);
}

void load_district(const yaml::Entry& line, Draft& draft) {
    yaml::TableReader reader(*line.value, "district '" + line.key->text + "'", keys::district(),
                             draft.problems);
    DistrictRow row;
    row.entry.name = line.key->text;
    row.entry.name_ml = reader.text("name_ml").text;
    row.entry.name_hi = reader.text("name_hi").text;
    const auto variants = reader.texts("variants");
    refuse_wildcards(variants, draft.problems);
    row.entry.variants = texts_of(variants);
    row.police_districts = texts_of(reader.texts("police_districts"));
    reader.finish();
    draft.districts.push_back(std::move(row));
}

// The lines of a map of lists, each list with the texts' places.
template <class Deed>
void for_each_list(const yaml::Node* map, std::string_view key, Draft& draft,
                   const Deed& deed) {
    if (map == nullptr) return;
    yaml::TableReader reader(*map, "'" + std::string(key) + "'", keys::lists_by_name(),
                             draft.problems);
    for (const auto& line : map->entries) deed(line.key->text, reader.texts_of_each(line));
}

}  // namespace

void load_districts(const yaml::Document& document, Draft& draft) {
    yaml::TableReader reader(*document.root, "districts.yaml", keys::districts_file(),
                             draft.problems);
    const yaml::Node* districts = reader.node("districts");
    reader.finish();
    if (districts == nullptr) return;
    for (const auto& line : districts->entries) load_district(line, draft);
}

void load_elsewhere(const yaml::Document& document, Draft& draft) {
    yaml::TableReader reader(*document.root, "elsewhere.yaml", keys::elsewhere_file(),
                             draft.problems);
    const yaml::Node* prefixes = reader.node("pin_prefixes");
    const yaml::Node* places = reader.node("places");
    reader.finish();
    for_each_list(prefixes, "pin_prefixes", draft,
                  [&](const std::string& state, const std::vector<Placed>& list) {
                      for (const auto& prefix : list) read_prefix(prefix, state, draft);
                  });
    for_each_list(places, "places", draft,
                  [&](const std::string& state, const std::vector<Placed>& names) {
                      refuse_wildcards(names, draft.problems);
                      for (const auto& name : names)
                          draft.elsewhere.push_back({name.text, state});
                  });
}

void load_platforms(const yaml::Document& document, Draft& draft) {
    yaml::TableReader reader(*document.root, "platforms.yaml", keys::platforms_file(),
                             draft.problems);
    const yaml::Node* domains = reader.node("platform_domains");
    reader.finish();
    if (domains == nullptr) return;
    yaml::TableReader lines(*domains, "'platform_domains'", keys::domains(), draft.problems);
    for (const auto& line : domains->entries) {
        const std::string platform = lines.text_of_each(line).text;
        if (!base::is_plain_address("x@" + line.key->text))
            draft.problems.push_back(
                yaml::problem_at(*line.key, "'" + line.key->text + "' is no mail domain"));
        else
            draft.platform_domains[base::lower_ascii(line.key->text)] = platform;
    }
}

}  // namespace routing
