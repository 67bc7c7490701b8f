#include "redaction/name_reader.h"

#include <array>

#include "redaction/among.h"
#include "redaction/name_words.h"

namespace redaction {

namespace {

using understanding::TokenKind;

// Malayalam names of men often end so, behind "brother"; infinitives end in ാൻ.
bool ends_like_a_man(std::u32string_view word) {
    const bool nominative = word.ends_with(U"ൻ") && !word.ends_with(U"ാൻ");
    return nominative || word.ends_with(U"ന്റെ") || word.ends_with(U"നെ");
}

// Case endings of persons: the word is somebody, or something treated as such.
bool is_in_case_of_person(std::u32string_view word) {
    static constexpr std::array<std::u32string_view, 15> endings{
        U"യെ",   U"നെ",   U"യോട്", U"നോട്", U"യ്ക്ക്", U"ക്ക്",  U"യ്ക്കും",  U"ക്കും",
        U"യെയും", U"നെയും", U"യുടെ", U"യും",  U"നും",  U"ന്റെ", U"യാണെന്ന്"};
    return ends_with_any(word, endings);
}

// Of persons: "रोहन ने", "Malu vinum", "pankaj ko".
bool is_postposition(std::u32string_view word) {
    static constexpr std::array<std::u32string_view, 21> particles{
        U"का",  U"की",  U"को",   U"ko",   U"ka",    U"ने",    U"ക്ക്",
        U"യെ",  U"ന്റെ", U"യുടെ",  U"നെ",   U"യോട്",   U"ne",   U"kku",
        U"nte", U"ine", U"yude", U"vinu", U"vinum", U"inte", U"inu"};
    return among(word, particles);
}

// Whether what stands before the next word ends the name so far.
bool ends_name(std::u32string_view gap, const std::vector<std::u32string>& parts) {
    if (gap.size() > longest_name_gap) return true;
    if (gap.find_first_of(U",;\n|/()") != std::u32string_view::npos) return true;
    const bool after_initial = parts.empty() || parts.back().size() <= 2;
    return gap.find(U'.') != std::u32string_view::npos && !after_initial;
}

}  // namespace

bool ends_like_no_name(std::u32string_view word) {
    static constexpr std::array<std::u32string_view, 44> endings{
        U"ന്നു",  U"ച്ചു",  U"ഞ്ഞു",   U"ട്ടു",   U"ത്തു",   U"യി",    U"ണ്ട്",   U"ില്ല",   U"ച്ച്",
        U"ഞ്ഞ്",  U"ന്ന",  U"ിച്ച",  U"ാൻ",   U"ണം",   U"ട്ടെ",   U"രുത്",   U"ല്ലേ",   U"യാണ്",
        U"ളാണ്", U"ലാണ്", U"ക്കാണ്", U"ത്താണ്", U"ത്തിൽ", U"ിൽ",    U"ിലെ",  U"ിലേക്ക്", U"ത്തിന്റെ",
        U"ത്തെ", U"ായ",  U"മായി", U"ങ്ങൾ",  U"ങ്ങളെ", U"ങ്ങളുടെ", U"പ്പോൾ", U"ുമ്പോൾ",  U"ന്നത്",
        U"ുള്ള",  U"ിലും", U"കൊണ്ട്", U"ली",   U"ते",    U"ती",    U"ता",   U"ेगा"};
    return ends_with_any(word, endings);
}

// "to the owner, Kunhappa, who": a capital between two commas.
bool NameReader::is_apposed(std::size_t token, std::u32string_view gap) const {
    return gap == U", " && stands_before_comma(token) && !is_indic(page_.word(token)[0]) &&
           could_be_name(page_, token) && !page_.shouts() && !begins_a_house_or_school(token);
}

NameTaken NameReader::words_after(const NameCue& cue) const {
    NameTaken taken;
    taken.next = page_.token_at(cue.end);
    taken.end = cue.end;
    constexpr std::size_t most_tokens = 8;
    const auto last = std::min(tokens_.size(), taken.next + most_tokens);
    while (taken.next < last && taken.parts.size() < most_name_parts &&
           tokens_[taken.next].kind == TokenKind::word) {
        const auto token = taken.next;
        const auto gap =
            std::u32string_view(text_).substr(taken.end, tokens_[token].start - taken.end);
        const bool apposed = taken.parts.empty() && is_apposed(token, gap);
        if (!apposed && ends_name(gap, taken.parts)) break;
        if (taken.parts.empty() && is_between(token)) {
            taken.end = tokens_[token].end;
            ++taken.next;
            continue;
        }
        if (!continues(token, taken.parts.size(), cue)) break;
        if (cue.lead != NameLead::certain && taken.parts.empty() &&
            tokens_[token].sentence_start)
            break;
        if (taken.parts.empty()) taken.first = token;
        taken.parts.emplace_back(page_.word(token));
        taken.end = tokens_[token].end;
        ++taken.next;
    }
    return taken;
}

std::vector<std::u32string> NameReader::words_before(std::size_t token) const {
    std::vector<std::u32string> parts{std::u32string(page_.word(token - 1))};
    for (auto t = token - 1;
         t > 0 && parts.size() < most_name_parts && side_by_side(page_, t - 1, t); --t) {
        const auto word = page_.word(t - 1);
        const bool capital =
            could_be_name(page_, t - 1) && !is_indic(word[0]) && !page_.shouts();
        const bool listed = could_be_small_name(page_, t - 1) && is_listed(t - 1);
        if (!capital && !listed) break;
        parts.emplace(parts.begin(), word);
    }
    return parts;
}

bool NameReader::is_listed(std::size_t token) const {
    return given_.find(page_.word(token)) != NameKind::none;
}

bool NameReader::is_heard(std::size_t token) const {
    return given_.sounds_like_one(page_.word(token));
}

// "ഞാൻ ഹിബ.": nothing follows in its clause.
bool NameReader::stands_last(std::size_t token) const {
    const auto end = tokens_[token].end;
    return end >= text_.size() || text_[end] == U'\n' || text_[end] == U'।' ||
           (text_[end] == U'.' && (end + 1 >= text_.size() || is_blank(text_[end + 1])));
}

// Whether `token` goes on with a name of which `taken` words are there.
bool NameReader::continues(std::size_t token, std::size_t taken, const NameCue& cue) const {
    if (begins_a_house_or_school(token)) return false;
    const bool small = could_be_small_name(page_, token);
    if (small && is_listed(token)) return true;
    if (cue.owns_next) return false;
    if (is_indic(page_.word(token)[0])) return small && is_indic_name(token, taken, cue);
    if (could_be_name(page_, token) && !page_.shouts()) return true;
    if (cue.lead == NameLead::certain) return small && taken == 0;
    return small && taken == 0 && (is_heard(token) || is_marked(token));
}

bool NameReader::begins_a_house_or_school(std::size_t token) const {
    const auto start = tokens_[token].start;
    return page_.covered_by("type.house", start) || page_.covered_by("type.org", start);
}

// Indic scripts have no capitals: only one unlisted word is taken, and it must be a name by
// its cue, its sound, its ending or what stands behind it.
bool NameReader::is_indic_name(std::size_t token, std::size_t taken, const NameCue& cue) const {
    if (taken > 0)
        return cue.lead == NameLead::certain &&
               (stands_before_comma(token) || stands_last(token));
    if (cue.lead == NameLead::certain) return true;
    const auto word = page_.word(token);
    if ((stands_before_comma(token) || is_heard(token)) && !ends_like_no_name(word))
        return true;
    if (cue.lead == NameLead::weak) return stands_last(token) && !ends_like_no_name(word);
    return ends_like_a_man(word) || is_marked(token);
}

// "ഞാൻ സജിത, 24 വയസ്സ്", "आरोपी विशाल, ...": in apposition.
bool NameReader::stands_before_comma(std::size_t token) const {
    const auto end = tokens_[token].end;
    return end < text_.size() && text_[end] == U',';
}

// An unlisted word behind a kin word: it carries a person's case, or a postposition, an age
// or a stop behind it.
bool NameReader::is_marked(std::size_t token) const {
    const auto word = page_.word(token);
    // "फूलवती ने", "ലില്ലിക്കുട്ടി പറഞ്ഞു": only who acts, says or sees stands before these.
    if (token + 1 < tokens_.size() && is_near(token) && is_behind_doer(token + 1)) return true;
    if (ends_like_no_name(word)) return false;
    if (is_indic(word[0]) && is_in_case_of_person(word)) return true;
    if (token + 1 >= tokens_.size() || !is_near(token)) return false;
    const auto& next = tokens_[token + 1];
    if (next.kind == TokenKind::digits) return next.end - next.start <= 2;
    return is_postposition(page_.word(token + 1));
}

bool NameReader::is_behind_doer(std::size_t token) const {
    const auto word = page_.word(token);
    // In English a verb stands before "him".
    if (word == U"ने" || (word != U"him" && page_.covered_by("role.him", tokens_[token].start)))
        return true;
    const auto start = tokens_[token].start;
    return is_indic(word[0]) &&
           (page_.covered_by("type.does", start) || page_.covered_by("type.witness", start) ||
            page_.covered_by("role.help", start));
}

bool NameReader::is_near(std::size_t token) const {
    return tokens_[token + 1].start - tokens_[token].end <= 1;
}

// Words between a cue and its name: "is", "late", "Sr."
bool NameReader::is_between(std::size_t token) const {
    static constexpr std::array<std::u32string_view, 6> of_the_dead{
        U"late", U"स्व", U"स्वर्गीय", U"പരേതനായ", U"യശശ്ശരീരനായ", U"alhaj"};
    const auto word = page_.word(token);
    return page_.covered_by("type.is", tokens_[token].start) ||
           page_.covered_by("type.honorific", tokens_[token].start) || among(word, of_the_dead);
}

}  // namespace redaction
