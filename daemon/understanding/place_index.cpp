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

std::string without_marks(std::string_view key, std::string_view marks) {
    std::string out;
    std::copy_if(key.begin(), key.end(), std::back_inserter(out),
                 [marks](char c) { return marks.find(c) == std::string_view::npos; });
    return out;
}

}  // namespace

// What one group of words led to.
struct PlaceIndex::Found {
    std::size_t first = 0, last = 0;
    Script script = Script::latin;
    Glued glued;
    struct Hit {
        Entry entry;
        MatchTier tier;
        std::size_t consonants;
    };
    std::vector<Hit> hits;
    std::size_t words = 1;
};

// A token in every form that a look-up needs, worked out once.
struct PlaceIndex::TokenForms {
    struct Form {
        std::string tight;
        std::vector<std::string> broad;
        Glued glued;
    };
    Script script = Script::other;
    std::vector<Form> readings;  // as written first
};

std::uint32_t PlaceIndex::name_place(PlaceCandidate candidate, bool special) {
    named_.push_back({std::move(candidate), special});
    return static_cast<std::uint32_t>(named_.size() - 1);
}

void PlaceIndex::add(std::string_view name, Entry entry) {
    const NameForms forms = forms_of(name);
    if (forms.words == 0) return;
    entry.words = static_cast<std::uint8_t>(std::min<std::size_t>(forms.words, longest_group));
    tight_[forms.tight].push_back(entry);
    if (forms.words > 1) firsts_.insert({forms.first_tight, forms.first_broad});
    if (is_abbreviation(name)) return;
    for (const auto& key : forms.broad) {
        Entry folded = entry;
        folded.needs_station = entry.needs_station || is_generic(key);
        broad_[key].push_back(folded);
    }
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
            broad_[what + where].push_back(entry);
            broad_[where + what].push_back(entry);
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

PlaceIndex::PlaceIndex(const Vocabulary& vocabulary) {
    for (const auto& station : vocabulary.stations) {
        if (station.state == StationState::active) add_station(station);
    }
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

void PlaceIndex::collect(const Table& table, std::string_view key, MatchTier tier,
                         Found& found) const {
    const auto rows = table.find(key);
    if (rows == table.end()) return;
    for (const auto& entry : rows->second) {
        if (found.words > 1 && entry.words < 2) continue;  // "pan or" is not Panoor
        // Names elsewhere are many and short: "phone" must not become Pune.
        constexpr std::size_t fewest_elsewhere = 5;
        const bool elsewhere = named_[entry.named].candidate.kind == PlaceKind::elsewhere;
        if (elsewhere && tier == MatchTier::broad && count_consonants(key) < fewest_elsewhere)
            continue;
        MatchTier as = tier;
        if (tier == MatchTier::tight && entry.alias) as = MatchTier::alias;
        const auto consonants = count_consonants(key);
        found.hits.push_back({entry, as, consonants});
    }
}

void PlaceIndex::try_group(const std::vector<TokenForms>& forms,
                           const std::vector<std::size_t>& group,
                           std::vector<PlaceMatch>& out) const {
    std::string tight_head;
    std::vector<std::string> broad_head{""};
    for (std::size_t k = 0; k + 1 < group.size(); ++k) {
        const auto& written = forms[group[k]].readings.front();
        tight_head += written.tight;
        append_all(broad_head, written.broad);
    }
    const auto& last = forms[group.back()];
    for (const bool by_sound : {false, true}) {
        std::optional<Found> written;
        std::vector<Found> found;
        for (std::size_t r = 0; r < last.readings.size(); ++r) {
            const auto& reading = last.readings[r];
            Found here;
            here.first = group.front();
            here.last = group.back();
            here.script = last.script;
            here.glued = reading.glued;
            here.words = group.size();
            if (!by_sound || last.script != Script::malayalam) {
                collect(tight_, tight_head + reading.tight, MatchTier::tight, here);
            }
            const bool exact_as_written = r == 0 && !here.hits.empty();
            if (by_sound) {
                auto keys = broad_head;
                append_all(keys, reading.broad);
                for (const auto& key : keys) collect(broad_, key, MatchTier::broad, here);
            }
            if (!here.hits.empty()) found.push_back(std::move(here));
            if (exact_as_written) break;
        }
        if (found.empty()) continue;
        // Latin and Devanagari: spelling is loose, so the exact name does not silence its twins
        // by sound.
        if (!by_sound && last.script != Script::malayalam) continue;
        for (std::size_t k = 1; k < found.size(); ++k) {
            found.front().hits.insert(found.front().hits.end(), found[k].hits.begin(),
                                      found[k].hits.end());
            found.front().glued.station |= found[k].glued.station;
            found.front().glued.district |= found[k].glued.district;
            found.front().glued.native |= found[k].glued.native;
            found.front().glued.at |= found[k].glued.at;
            found.front().glued.near |= found[k].glued.near;
        }
        finish(std::move(found.front()), out);
        return;
    }
}

// Drops what a stronger kind of hit outweighs, joins the candidates.
void PlaceIndex::finish(Found found, std::vector<PlaceMatch>& out) const {
    auto& hits = found.hits;
    const auto kind = [&](const Found::Hit& hit) {
        return named_[hit.entry.named].candidate.kind;
    };
    const bool here = std::any_of(hits.begin(), hits.end(), [&](const auto& hit) {
        return kind(hit) != PlaceKind::elsewhere;
    });
    if (here) {
        std::erase_if(hits, [&](const auto& hit) {
            return kind(hit) == PlaceKind::elsewhere && hit.tier == MatchTier::broad;
        });
    }
    const auto all = [&](auto test) { return std::all_of(hits.begin(), hits.end(), test); };
    PlaceMatch match;
    match.first = found.first;
    match.last = found.last;
    match.script = found.script;
    match.glued = found.glued;
    match.only_with_station = all([](const auto& hit) { return hit.entry.needs_station; });
    match.only_with_district = all([](const auto& hit) { return hit.entry.needs_district; });
    match.tier = MatchTier::broad;
    match.consonants = hits.front().consonants;
    for (const auto& hit : hits) {
        match.tier = std::min(match.tier, hit.tier);
        match.consonants = std::min(match.consonants, hit.consonants);
        const auto& candidate = named_[hit.entry.named].candidate;
        const auto& known = match.candidates;
        if (std::find(known.begin(), known.end(), candidate) == known.end()) {
            match.candidates.push_back(candidate);
        }
    }
    out.push_back(std::move(match));
}

std::vector<PlaceMatch> PlaceIndex::find(const View& view, const std::vector<Token>& tokens,
                                         const std::vector<bool>& skipped) const {
    std::vector<TokenForms> forms(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind != TokenKind::word) continue;
        const auto settled = settle(std::u32string_view(view.text).substr(
            tokens[i].start, tokens[i].end - tokens[i].start));
        forms[i].script = script_of(settled);
        for (const auto& reading : readings_of(settled)) {
            forms[i].readings.push_back(
                {tight_key(reading.stem), broad_keys(reading.stem), reading.glued});
        }
    }
    std::vector<PlaceMatch> out;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (forms[i].readings.empty()) continue;
        std::vector<std::size_t> group{i};
        const auto& written = forms[i].readings.front();
        if (firsts_.contains(written.tight) || firsts_.contains(written.broad.front())) {
            for (std::size_t k = i + 1; k < tokens.size() && group.size() < longest_group;
                 ++k) {
                if (skipped[k] && group.size() < 3) continue;
                if (forms[k].readings.empty()) break;
                group.push_back(k);
            }
        }
        for (; !group.empty(); group.pop_back()) try_group(forms, group, out);
    }
    return out;
}

void PlaceIndex::add_near_keys() {
    for (const auto& [key, entries] : broad_) {
        for (const auto& entry : entries) {
            const auto& named = named_[entry.named];
            constexpr std::size_t shortest = 5;
            if (named.special || named.candidate.kind != PlaceKind::station) continue;
            if (entry.needs_station || count_consonants(key) < shortest) continue;
            for (std::size_t i = 0; i < key.size(); ++i) {
                std::string cut = key;
                cut.erase(i, 1);
                near_[cut].push_back(entry.named);
            }
            near_[key].push_back(entry.named);
        }
    }
}

std::vector<PlaceCandidate> PlaceIndex::suggest(std::u32string_view token) const {
    std::vector<PlaceCandidate> out;
    const auto take = [&](const std::string& key) {
        const auto rows = near_.find(key);
        if (rows == near_.end()) return;
        for (const auto number : rows->second) {
            const auto& candidate = named_[number].candidate;
            if (std::find(out.begin(), out.end(), candidate) == out.end())
                out.push_back(candidate);
        }
    };
    for (const auto& reading : readings_of(settle(token))) {
        for (const auto& key : broad_keys(reading.stem)) {
            take(key);
            for (std::size_t i = 0; i < key.size(); ++i) {
                std::string cut = key;
                take(cut.erase(i, 1));
            }
        }
    }
    constexpr std::size_t most_suggested = 3;
    if (out.size() > most_suggested) out.resize(most_suggested);
    return out;
}

}  // namespace understanding
