#include <algorithm>
#include <unordered_map>

#include "understanding/place_index.h"

namespace understanding {

namespace {

constexpr std::size_t longest_group = 4;
constexpr std::size_t most_keys = 8;

// Each head with each tail.
std::vector<std::string> combine(const std::vector<std::string>& heads,
                                 const std::vector<std::string>& tails) {
    std::vector<std::string> out;
    for (const auto& head : heads) {
        for (const auto& tail : tails) {
            if (out.size() < most_keys) out.push_back(head + tail);
        }
    }
    return out;
}

void join(Glued& all, const Glued& more) {
    all.station |= more.station;
    all.district |= more.district;
    all.native |= more.native;
    all.at |= more.at;
    all.near |= more.near;
}

// Marks between two words that are not one name: a stop, a colon, an empty line.
bool parts(const View& view, const Token& before, const Token& after) {
    const auto gap =
        std::u32string_view(view.text).substr(before.end, after.start - before.end);
    constexpr std::size_t longest_gap = 3, longest_abbreviation = 4;
    if (gap.size() > longest_gap ||
        gap.find_first_of(U";:!?/\\@_") != std::u32string_view::npos)
        return true;
    if (std::count(gap.begin(), gap.end(), U'\n') > 1) return true;
    const bool stop = gap.find(U'.') != std::u32string_view::npos;
    return stop && before.end - before.start > longest_abbreviation;
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

void PlaceIndex::collect(const Table& table, std::string_view key, MatchTier tier,
                         Found& found) const {
    table.for_each(key, [&](const Entry& entry) {
        if (found.words > 1 && entry.words < 2) return;  // "pan or" is not Panoor
        // Names elsewhere are many and short: "phone" must not become Pune.
        constexpr std::size_t fewest_elsewhere = 5;
        const bool elsewhere = named_[entry.named].candidate.kind == PlaceKind::elsewhere;
        if (elsewhere && tier == MatchTier::broad && count_consonants(key) < fewest_elsewhere)
            return;
        MatchTier as = tier;
        if (tier == MatchTier::tight && entry.alias) as = MatchTier::alias;
        const auto consonants = count_consonants(key);
        found.hits.push_back({entry, as, consonants});
    });
}

// What stands before the last word of a group, by tight and by broad key.
struct PlaceIndex::Head {
    std::string tight;
    std::vector<std::string> broad{""};
};

void PlaceIndex::collect_broad(const Head& head, const std::vector<std::string>& keys,
                               Found& found) const {
    if (head.tight.empty()) {
        for (const auto& key : keys) collect(broad_, key, MatchTier::broad, found);
        return;
    }
    for (const auto& key : combine(head.broad, keys)) {
        collect(broad_, key, MatchTier::broad, found);
    }
}

// All readings of the last word together: the exact name as written needs no reading.
PlaceIndex::Found PlaceIndex::look_up(const Head& head, const TokenForms& last, Keys keys,
                                      Found found) const {
    for (const auto& reading : last.readings) {
        const std::size_t before = found.hits.size();
        if (keys != Keys::broad) {
            collect(tight_, head.tight + reading.tight, MatchTier::tight, found);
        }
        const bool exact_as_written =
            before == 0 && !found.hits.empty() && &reading == &last.readings.front();
        if (keys != Keys::tight) collect_broad(head, reading.broad, found);
        if (found.hits.size() > before) join(found.glued, reading.glued);
        if (exact_as_written) break;
    }
    return found;
}

// Malayalam: the broad key only if the tight one fails. Latin and Devanagari spell loosely, so
// there the exact name does not silence its twins by sound.
void PlaceIndex::try_group(const std::vector<const TokenForms*>& forms,
                           const std::vector<std::size_t>& group,
                           std::vector<PlaceMatch>& out) const {
    Head head;
    for (std::size_t k = 0; k + 1 < group.size(); ++k) {
        const auto& written = forms[group[k]]->readings.front();
        head.tight += written.tight;
        head.broad = combine(head.broad, written.broad);
    }
    const TokenForms& last = *forms[group.back()];
    Found empty;
    empty.first = group.front();
    empty.last = group.back();
    empty.script = last.script;
    empty.words = group.size();
    const bool malayalam = last.script == Script::malayalam;
    Found found = look_up(head, last, malayalam ? Keys::tight : Keys::both, empty);
    if (found.hits.empty() && malayalam) found = look_up(head, last, Keys::broad, empty);
    if (!found.hits.empty()) finish(std::move(found), out);
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

PlaceIndex::TokenForms PlaceIndex::forms_of_token(std::u32string_view token) const {
    TokenForms forms;
    const auto settled = settle(token);
    forms.script = script_of(settled);
    if (forms.script == Script::other) return forms;
    const auto readings = readings_of(settled);
    const bool stopped =
        std::any_of(readings.begin(), readings.end(),
                    [this](const Reading& one) { return stops_.contains(one.stem); });
    if (stopped) return forms;
    for (const auto& reading : readings) {
        forms.readings.push_back(
            {tight_key(reading.stem), broad_keys(reading.stem), reading.glued});
    }
    return forms;
}

// The words that may be one name with the word `first`, which always is in the group.
std::vector<std::size_t> PlaceIndex::group_from(
    std::size_t first, const View& view, const std::vector<Token>& tokens,
    const std::vector<bool>& skipped, const std::vector<const TokenForms*>& forms) const {
    std::vector<std::size_t> group{first};
    const auto& written = forms[first]->readings.front();
    if (!firsts_.contains(written.tight) && !firsts_.contains(written.broad.front()))
        return group;
    constexpr std::size_t most_skipped = 2;
    const std::size_t end = std::min(tokens.size(), first + longest_group + most_skipped);
    for (std::size_t k = first + 1; k < end && group.size() < longest_group; ++k) {
        if (skipped[k] && group.size() < 3) continue;
        if (forms[k]->readings.empty() || parts(view, tokens[k - 1], tokens[k])) break;
        group.push_back(k);
    }
    return group;
}

std::vector<PlaceMatch> PlaceIndex::find(const View& view, const std::vector<Token>& tokens,
                                         const std::vector<bool>& skipped) const {
    static const TokenForms none;
    std::unordered_map<std::u32string_view, TokenForms> known;  // each word is worked out once
    std::vector<const TokenForms*> forms(tokens.size(), &none);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind != TokenKind::word) continue;
        const auto word = std::u32string_view(view.text).substr(
            tokens[i].start, tokens[i].end - tokens[i].start);
        constexpr std::size_t longest_word = 60;
        if (word.size() > longest_word) continue;
        const auto [found, is_new] = known.try_emplace(word);
        if (is_new) found->second = forms_of_token(word);
        forms[i] = &found->second;
    }
    std::vector<PlaceMatch> out;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (forms[i]->readings.empty()) continue;
        auto group = group_from(i, view, tokens, skipped, forms);
        for (; !group.empty(); group.pop_back()) try_group(forms, group, out);
    }
    return out;
}

std::vector<PlaceCandidate> PlaceIndex::suggest(std::u32string_view token) const {
    std::vector<PlaceCandidate> out;
    const auto take = [&](const std::string& key) {
        near_.for_each(key, [&](std::uint32_t number) {
            const auto& candidate = named_[number].candidate;
            if (std::find(out.begin(), out.end(), candidate) == out.end())
                out.push_back(candidate);
        });
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
