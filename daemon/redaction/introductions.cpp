#include "redaction/introductions.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "redaction/name_words.h"

namespace redaction {

namespace {

using understanding::TokenKind;
using understanding::ZoneKind;
using understanding::ZoneOwner;

constexpr std::size_t most_parts = 4;

bool is_label_end(char32_t c) { return c == U':' || c == U'-' || c == U'=' || c == U'–'; }

// Malayalam names of men often end so, behind "brother"; infinitives end in ാൻ.
bool ends_like_a_man(std::u32string_view word) {
    const bool nominative = word.ends_with(U"ൻ") && !word.ends_with(U"ാൻ");
    return nominative || word.ends_with(U"ന്റെ") || word.ends_with(U"നെ");
}

// Verbs and moods that may stand alone behind "ഞാൻ" and "मैं" before a comma.
bool ends_like_a_verb(std::u32string_view word) {
    static constexpr std::array<std::u32string_view, 11> endings{
        U"ന്നു", U"ച്ചു", U"ഞ്ഞു", U"ട്ടു", U"യി", U"ണ്ട്", U"ില്ല", U"ച്ച്", U"ഞ്ഞ്", U"ली", U"ई"};
    return std::any_of(endings.begin(), endings.end(),
                       [&](auto ending) { return word.ends_with(ending); });
}

}  // namespace

void Introductions::learn() {
    after_cues("type.my_name", Lead::certain);
    after_cues("type.name_intro", Lead::certain);
    after_cues("role.naming_before", Lead::certain);
    after_cues("type.honorific", Lead::certain);
    for (const auto list : {List("role.kin"), List("role.third"), List("role.offender_noun")})
        after_cues(list, Lead::likely);
    after_cues("type.i_am", Lead::weak);
    labels();
    before_naming();
    signatures();
    zone_owners();
}

KnownBy Introductions::own_or_other(std::size_t position) const {
    const auto* zone = page_.zone_at(position);
    return zone == nullptr || zone->owner == ZoneOwner::writer ? KnownBy::own_statement
                                                               : KnownBy::introduction;
}

void Introductions::after_cues(List list, Lead lead) {
    const bool own = list == List("type.my_name") || list == List("type.i_am");
    for (const auto& cue : page_.cues(list)) {
        take_after(cue.end, lead, own ? own_or_other(cue.start) : KnownBy::introduction);
    }
}

// Whether `token` goes on with a name of which `taken` words are there. Behind a strong cue the
// first word may be small; Indic scripts have no capitals, so there only one free word is
// taken, more if they are known as names.
bool Introductions::continues(std::size_t token, std::size_t taken, Lead lead) const {
    const auto word = page_.word(token);
    const bool given = people_.is_given_name(word);
    const auto start = page_.tokens()[token].start;
    if (page_.covered_by("type.house", start) || page_.covered_by("type.org", start))
        return false;
    if (is_indic(word[0])) {
        const bool free =
            lead == Lead::certain || stands_before_comma(token) || ends_like_a_man(word);
        return could_be_name(page_, token) && (given || (free && taken == 0));
    }
    if (could_be_name(page_, token)) return true;
    return lead == Lead::certain && could_be_small_name(page_, token) && (taken == 0 || given);
}

// "ഞാൻ സജിത, 24 വയസ്സ്", "आरोपी विशाल, ...": in apposition.
bool Introductions::stands_before_comma(std::size_t token) const {
    const auto end = page_.tokens()[token].end;
    return end < page_.text().size() && page_.text()[end] == U',';
}

namespace {

constexpr std::size_t longest_gap = 3;

// Whether what stands before the next word ends the name so far.
bool ends_name(std::u32string_view gap, const std::vector<std::u32string>& parts) {
    if (gap.size() > longest_gap) return true;
    if (gap.find_first_of(U",;\n|/") != std::u32string_view::npos) return true;
    const bool after_initial = parts.empty() || parts.back().size() <= 2;
    return gap.find(U'.') != std::u32string_view::npos && !after_initial;
}

}  // namespace

void Introductions::take_after(std::size_t position, Lead lead, KnownBy by) {
    const auto& tokens = page_.tokens();
    const auto& text = page_.text();
    std::vector<std::u32string> parts;
    auto token = page_.token_at(position);
    std::size_t at = position;
    while (token < tokens.size() && parts.size() < most_parts &&
           tokens[token].kind == TokenKind::word) {
        const auto gap = std::u32string_view(text).substr(at, tokens[token].start - at);
        if (ends_name(gap, parts)) break;
        if (parts.empty() && page_.covered_by("type.is", tokens[token].start)) {
            at = tokens[token].end;
            ++token;
            continue;
        }
        if (!continues(token, parts.size(), lead)) break;
        if (lead != Lead::certain && parts.empty() && tokens[token].sentence_start) break;
        parts.emplace_back(page_.word(token));
        at = tokens[token].end;
        ++token;
    }
    // "I am Alone": one capital word behind a weak cue must be known as a name.
    const bool told = token < tokens.size() && tokens[token].start - at <= longest_gap &&
                      (tokens[token].kind == TokenKind::digits ||
                       page_.covered_by("type.after_name", tokens[token].start));
    // "ഞാൻ അതുല്യ, താമസം ...", "main Muskan, ...": one word in apposition.
    const bool apposed = lead == Lead::weak && parts.size() == 1 && at < text.size() &&
                         text[at] == U',' && !ends_like_a_verb(parts[0]);
    const bool believed =
        told || apposed || lead == Lead::certain || parts.size() > 1 ||
        (!parts.empty() && (lead == Lead::likely || people_.is_given_name(parts[0])));
    if (!parts.empty() && believed) people_.remember(std::move(parts), by);
}

// "Name: ...", "പേര്: ...", at the beginning of a line.
void Introductions::labels() {
    constexpr std::size_t longest_lead = 24;
    for (const auto& cue : page_.cues("type.name_label")) {
        const auto line = page_.line_of(cue.start);
        auto at = cue.end;
        const auto& text = page_.text();
        while (at < line.end && text[at] == U' ') ++at;
        if (cue.start - line.start > longest_lead || at >= line.end || !is_label_end(text[at]))
            continue;
        const auto* zone = page_.zone_at(cue.start);
        const bool hers = zone != nullptr && zone->kind == ZoneKind::form_line &&
                          zone->owner == ZoneOwner::writer;
        take_after(at + 1, Lead::certain,
                   hers ? KnownBy::own_statement : KnownBy::introduction);
    }
}

// "Rajan എന്നയാൾ", "रमेश नाम का", "X ennu vilikkunna".
void Introductions::before_naming() {
    const auto& tokens = page_.tokens();
    for (const auto& cue : page_.cues("role.naming")) {
        const auto token = page_.token_at(cue.start);
        if (token == 0 || tokens[token - 1].kind != TokenKind::word) continue;
        if (!side_by_side(page_, token - 1, token) &&
            tokens[token].start != tokens[token - 1].end)
            continue;
        if (!could_be_small_name(page_, token - 1)) continue;
        std::vector<std::u32string> parts{std::u32string(page_.word(token - 1))};
        for (auto t = token - 1;
             t > 0 && parts.size() < most_parts && side_by_side(page_, t - 1, t); --t) {
            const auto word = page_.word(t - 1);
            const bool more = could_be_name(page_, t - 1) &&
                              (!is_indic(word[0]) || people_.is_given_name(word));
            if (!more) break;
            parts.emplace(parts.begin(), word);
        }
        people_.remember(std::move(parts), KnownBy::introduction);
    }
}

void Introductions::signatures() {
    std::size_t line_end = 0;
    for (const auto& token : page_.tokens()) {
        if (token.start < line_end) continue;
        const auto line = page_.line_of(token.start);
        line_end = line.end;
        const auto* zone = page_.zone_at(token.start);
        if (zone != nullptr && zone->kind == ZoneKind::signature &&
            zone->owner == ZoneOwner::writer) {
            signature_line(line);
        }
    }
}

// Each part between commas that consists of one to four possible name words.
void Introductions::signature_line(Range line) {
    const auto& tokens = page_.tokens();
    const auto& text = page_.text();
    std::vector<std::u32string> parts;
    bool clean = true;
    std::size_t at = line.start;
    const auto close = [&] {
        if (clean && !parts.empty() && parts.size() <= most_parts)
            people_.remember(parts, KnownBy::signature);
        parts.clear();
        clean = true;
    };
    for (auto t = page_.token_at(line.start); t < tokens.size() && tokens[t].end <= line.end;
         ++t) {
        for (; at < tokens[t].start; ++at) {
            if (text[at] == U',' || text[at] == U'(' || text[at] == U'|') close();
            if (text[at] == U':') clean = false;
        }
        at = tokens[t].end;
        const bool cue = page_.covered_by("type.org", tokens[t].start) ||
                         page_.covered_by("type.house", tokens[t].start) ||
                         page_.covered_by("type.closing", tokens[t].start);
        if (page_.covered_by("type.closing", tokens[t].start)) {
            parts.clear();
        } else if (cue || !could_be_name(page_, t)) {
            clean = false;
        } else {
            parts.emplace_back(page_.word(t));
        }
    }
    close();
}

// The quoted sender, the speaker of a chat line.
void Introductions::zone_owners() {
    const understanding::Zone* before = nullptr;
    for (std::size_t t = 0; t < page_.tokens().size(); ++t) {
        const auto* zone = page_.zone_at(page_.tokens()[t].start);
        if (zone == nullptr || zone == before) continue;
        before = zone;
        if (zone->owner != ZoneOwner::other || zone->owner_name.empty() ||
            zone->kind == ZoneKind::form_line)
            continue;
        const auto source = base::to_code_points(zone->owner_name);
        const auto view = understanding::make_view(source);
        std::vector<std::u32string> parts;
        for (const auto& token : understanding::tokenise(view, source)) {
            if (token.kind == TokenKind::word)
                parts.push_back(view.text.substr(token.start, token.end - token.start));
        }
        if (parts.size() <= most_parts)
            people_.remember(std::move(parts), KnownBy::quoted_sender);
    }
}

}  // namespace redaction
