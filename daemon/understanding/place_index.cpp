#include "understanding/place_index.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace understanding {

namespace {

constexpr std::size_t longest_group = 4;
constexpr std::size_t most_keys = 8;

struct NameForms {
    std::string tight;
    std::vector<std::string> broad;
    std::string first_tight, first_broad;
    std::size_t words = 0;
};

void append_all(std::vector<std::string>& heads, const std::vector<std::string>& tails) {
    std::vector<std::string> out;
    for (const auto& head : heads) {
        for (const auto& tail : tails) {
            if (out.size() < most_keys) out.push_back(head + tail);
        }
    }
    heads = std::move(out);
}

NameForms forms_of(std::string_view name) {
    const auto source = base::to_code_points(name);
    const View view = make_view(source);
    NameForms forms;
    forms.broad = {""};
    for (const auto& token : tokenise(view, source)) {
        const auto settled =
            settle(std::u32string_view(view.text).substr(token.start, token.end - token.start));
        const auto tight = tight_key(settled);
        const auto broad = broad_keys(settled);
        if (forms.words++ == 0) {
            forms.first_tight = tight;
            forms.first_broad = broad.front();
        }
        forms.tight += tight;
        append_all(forms.broad, broad);
    }
    return forms;
}

// "Tvm", "Pta": letters that stand for a name have no sound to fold.
bool is_abbreviation(std::string_view name) {
    constexpr std::size_t longest = 4;
    constexpr std::string_view vowels = "aeiouAEIOU";
    const bool ascii = std::all_of(name.begin(), name.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!ascii || name.size() > longest) return false;
    return name.size() < longest || name.find_first_of(vowels) == std::string_view::npos;
}

constexpr std::string_view type_marks =
    "ijquwx";  // vanitha, cyber, crime, coastal, traffic, railway
constexpr std::string_view unit_marks = "5z";  // city, rural

// "Kozhikode Medical College" is a hospital first: only beside "station" is it a station.
bool names_hospital(const std::string& key) { return key.find("89") != std::string::npos; }

std::string without_marks(std::string_view key, std::string_view marks) {
    std::string out;
    std::copy_if(key.begin(), key.end(), std::back_inserter(out),
                 [marks](char c) { return marks.find(c) == std::string_view::npos; });
    return out;
}

}  // namespace

std::uint32_t PlaceIndex::name_place(PlaceCandidate candidate, bool special) {
    named_.push_back({std::move(candidate), special});
    return static_cast<std::uint32_t>(named_.size() - 1);
}

void PlaceIndex::add(std::string_view name, Entry entry) {
    const NameForms forms = forms_of(name);
    if (forms.words == 0) return;
    const std::string& sound = forms.broad.front();
    entry.needs_station = entry.needs_station || is_generic(sound) || names_hospital(sound);
    entry.words = static_cast<std::uint8_t>(std::min<std::size_t>(forms.words, longest_group));
    tight_.add(forms.tight, entry);
    if (forms.words > 1) firsts_.insert({forms.first_tight, forms.first_broad});
    if (is_abbreviation(name)) return;
    for (const auto& key : forms.broad) broad_.add(key, entry);
}

// "Vanitha Kollam" is also "Kollam Vanitha", "Kollam women police station", with or without
// City.
void PlaceIndex::add_special(const StationEntry& station, std::uint32_t named) {
    const auto forms = forms_of(station.name);
    const std::string& key = forms.broad.front();
    const auto type = key.find_first_of(type_marks);
    if (type == std::string::npos) return;
    const std::string place = without_marks(key, type_marks);
    Entry entry;
    entry.named = named;
    entry.words = 2;
    entry.needs_station = true;
    std::vector<std::string> types{std::string(1, key[type])};
    if (types.front() == "j") types.emplace_back("jq");
    for (const auto& where : {place, without_marks(place, unit_marks)}) {
        for (const auto& what : types) {
            broad_.add(what + where, entry);
            broad_.add(where + what, entry);
        }
        firsts_.insert(where);
    }
    firsts_.insert(types.front());
}

void PlaceIndex::add_station(const StationEntry& station) {
    const bool special = station.type != StationType::lo;
    const PlaceCandidate candidate{PlaceKind::station, station.id, station.district,
                                   station.name};
    Entry entry;
    entry.named = name_place(candidate, special);
    entry.needs_station = special;
    add(station.name, entry);
    if (!station.name_ml.empty()) add(station.name_ml, entry);
    if (special) add_special(station, entry.named);
    if (station.name == station.police_district && station.name != station.district) {
        Entry unit = entry;  // "Kannur City" without "station" is the police district
        unit.named =
            name_place({PlaceKind::district, {}, station.district, station.name}, false);
        add(station.name, unit);
        if (!station.name_ml.empty()) add(station.name_ml, unit);
    }
    entry.alias = true;
    for (const auto& alias : station.aliases) add(alias, entry);
    for (const auto& locality : station.localities) {
        Entry there = entry;
        there.needs_station = false;
        there.named =
            name_place({PlaceKind::locality, station.id, station.district, locality}, false);
        add(locality, there);
    }
    entry.needs_district = true;
    for (const auto& alias : station.generic_aliases) add(alias, entry);
}

// Stop words are known by their written form; a stop list by key would delete Vaikom because of
// വേഗം.
void PlaceIndex::add_stops(const Vocabulary& vocabulary) {
    const auto list = vocabulary.lists.find("place.stop");
    if (list == vocabulary.lists.end()) return;
    for (const auto& [writing, words] : list->second.words) {
        for (const auto& word : words)
            stops_.insert(settle(make_view(base::to_code_points(word)).text));
    }
}

PlaceIndex::PlaceIndex(const Vocabulary& vocabulary) {
    add_stops(vocabulary);
    for (const auto& station : vocabulary.stations) add_station(station);
    for (const auto& district : vocabulary.districts) {
        Entry entry;
        entry.named =
            name_place({PlaceKind::district, {}, district.name, district.name}, false);
        for (const auto& name : {district.name, district.name_ml, district.name_hi}) {
            if (!name.empty()) add(name, entry);
        }
        entry.alias = true;
        for (const auto& variant : district.variants) add(variant, entry);
    }
    for (const auto& place : vocabulary.elsewhere) {
        Entry entry;
        entry.named = name_place({PlaceKind::elsewhere, {}, place.where, place.name}, false);
        add(place.name, entry);
    }
    add_near_keys();
}

void PlaceIndex::add_near_keys() {
    broad_.for_all([this](std::string_view key, const Entry& entry) {
        const auto& named = named_[entry.named];
        constexpr std::size_t shortest = 5;
        if (named.special || named.candidate.kind != PlaceKind::station) return;
        if (entry.needs_station || count_consonants(key) < shortest) return;
        for (std::size_t i = 0; i < key.size(); ++i) {
            std::string cut(key);
            cut.erase(i, 1);
            near_.add(cut, entry.named);
        }
        near_.add(key, entry.named);
    });
}

}  // namespace understanding
