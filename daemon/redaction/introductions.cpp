#include "redaction/introductions.h"

#include <algorithm>
#include <array>

#include "redaction/grammar.h"
#include "redaction/name_words.h"

namespace redaction {

namespace {

using understanding::TokenKind;
using understanding::ZoneKind;
using understanding::ZoneOwner;

constexpr std::size_t most_parts = 4;
constexpr std::size_t longest_gap = 3;

// How surely a name follows a cue.
enum class Lead { weak, likely, certain };

// What a cue says of the word behind it.
struct Cue {
    std::size_t end = 0;
    Lead lead = Lead::likely;
    KnownBy by = KnownBy::introduction;
    bool owns_next = false;  // "my mother's", അമ്മയുടെ: a thing may follow as well as a name
};

bool is_label_end(char32_t c) { return c == U':' || c == U'-' || c == U'=' || c == U'–'; }

bool ends_with_any(std::u32string_view word, const auto& endings) {
    return std::any_of(endings.begin(), endings.end(),
                       [&](auto ending) { return word.ends_with(ending); });
}

// Malayalam names of men often end so, behind "brother"; infinitives end in ാൻ.
bool ends_like_a_man(std::u32string_view word) {
    const bool nominative = word.ends_with(U"ൻ") && !word.ends_with(U"ാൻ");
    return nominative || word.ends_with(U"ന്റെ") || word.ends_with(U"നെ");
}

// Forms of verbs, adverbs, plurals and places, which no name of a person has.
bool ends_like_no_name(std::u32string_view word) {
    static constexpr std::array<std::u32string_view, 44> endings{
        U"ന്നു",  U"ച്ചു",  U"ഞ്ഞു",   U"ട്ടു",   U"ത്തു",   U"യി",    U"ണ്ട്",   U"ില്ല",   U"ച്ച്",
        U"ഞ്ഞ്",  U"ന്ന",  U"ിച്ച",  U"ാൻ",   U"ണം",   U"ട്ടെ",   U"രുത്",   U"ല്ലേ",   U"യാണ്",
        U"ളാണ്", U"ലാണ്", U"ക്കാണ്", U"ത്താണ്", U"ത്തിൽ", U"ിൽ",    U"ിലെ",  U"ിലേക്ക്", U"ത്തിന്റെ",
        U"ത്തെ", U"ായ",  U"മായി", U"ങ്ങൾ",  U"ങ്ങളെ", U"ങ്ങളുടെ", U"പ്പോൾ", U"ുമ്പോൾ",  U"ന്നത്",
        U"ുള്ള",  U"ിലും", U"കൊണ്ട്", U"ली",   U"ते",    U"ती",    U"ता",   U"ेगा"};
    return ends_with_any(word, endings);
}

// Case endings of persons: the word is somebody, or something treated as such.
bool is_in_case_of_person(std::u32string_view word) {
    static constexpr std::array<std::u32string_view, 15> endings{
        U"യെ",   U"നെ",   U"യോട്", U"നോട്", U"യ്ക്ക്", U"ക്ക്",  U"യ്ക്കും",  U"ക്കും",
        U"യെയും", U"നെയും", U"യുടെ", U"യും",  U"നും",  U"ന്റെ", U"യാണെന്ന്"};
    return ends_with_any(word, endings);
}

class Introductions {
  public:
    Introductions(const Page& page, People& people)
        : page_(page), tokens_(page.tokens()), text_(page.text()), people_(people) {}

    void learn() {
        after_cues("type.my_name", Lead::certain);
        after_cues("type.name_intro", Lead::certain);
        after_cues("role.naming_before", Lead::certain);
        after_cues("type.honorific", Lead::certain);
        for (const auto list : {List("role.kin"), List("role.third"), List("role.neutral"),
                                List("role.offender_noun"), List("type.role_noun")})
            after_cues(list, Lead::likely);
        after_cues("type.i_am", Lead::weak);
        labels();
        before_naming();
        before_honorifics();
        beside_first_person();
    }

  private:
    KnownBy own_or_other(std::size_t position) const {
        const auto* zone = page_.zone_at(position);
        return zone == nullptr || zone->owner == ZoneOwner::writer ? KnownBy::own_statement
                                                                   : KnownBy::introduction;
    }

    void after_cues(List list, Lead strength) {
        const bool own = list == List("type.my_name") || list == List("type.i_am");
        for (const auto& cue : page_.cues(list)) {
            auto lead = strength;
            // "naam X": a bare noun leads less surely than "her name is".
            constexpr std::size_t bare_noun = 4;
            if (list == List("type.name_intro") && cue.end - cue.start <= bare_noun) {
                if (names_a_thing(cue)) continue;
                lead = Lead::likely;
            }
            if (list == List("type.i_am") && points_at_another(cue)) continue;
            const bool hers = own || (list == List("role.naming_before") && names_a_fake(cue));
            take_after({cue.end, lead, hers ? own_or_other(cue.start) : KnownBy::introduction,
                        owns(cue)});
        }
    }

    // "This is Anitha" presents her; "the one who does this is Anitha" does not.
    bool points_at_another(Range cue) const {
        const auto token = page_.token_at(cue.start);
        return page_.word(token) == U"this" && !tokens_[token].sentence_start;
    }

    // "phone ka naam X", "अकाउंट का नाम X".
    bool names_a_thing(Range cue) const {
        static constexpr std::array<List, 4> things{"type.phone", "type.handle", "type.vehicle",
                                                    "type.account"};
        static const ListSet set = set_of(things);
        const auto token = page_.token_at(cue.start);
        constexpr std::size_t close = 2;
        for (auto t = token > close ? token - close : 0; t < token; ++t) {
            if ((page_.lists_of(t) & set).any()) return true;
        }
        return false;
    }

    // "A fake profile under the name X": X is her name (fixed rule 5).
    bool names_a_fake(Range cue) const {
        const auto words = std::u32string_view(text_).substr(cue.start, cue.end - cue.start);
        if (!words.starts_with(U"under the name")) return false;
        const auto clause = page_.clause_of(cue.start);
        return page_.has_cue_in("role.fake", clause);
    }

    // The cue ends in a genitive.
    bool owns(Range cue) const {
        const auto word = std::u32string_view(text_).substr(cue.start, cue.end - cue.start);
        static constexpr std::array<std::u32string_view, 6> endings{U"ുടെ",  U"ന്റെ", U"ude",
                                                                    U"nte", U"'s",  U"’s"};
        const bool apostrophe =
            cue.end < text_.size() && (text_[cue.end] == U'\'' || text_[cue.end] == 0x2019);
        return apostrophe || ends_with_any(word, endings);
    }

    bool is_listed(std::size_t token) const {
        return people_.given_names().find(page_.word(token)) != NameKind::none;
    }
    bool is_heard(std::size_t token) const {
        return people_.given_names().sounds_like_one(page_.word(token));
    }

    bool begins_a_house_or_school(std::size_t token) const {
        const auto start = tokens_[token].start;
        return page_.covered_by("type.house", start) || page_.covered_by("type.org", start);
    }

    // Whether `token` goes on with a name of which `taken` words are there.
    bool continues(std::size_t token, std::size_t taken, const Cue& cue) const {
        if (begins_a_house_or_school(token)) return false;
        const bool small = could_be_small_name(page_, token);
        if (small && is_listed(token)) return true;
        if (cue.owns_next) return false;
        if (is_indic(page_.word(token)[0])) return small && is_indic_name(token, taken, cue);
        if (could_be_name(page_, token) && !page_.shouts()) return true;
        if (cue.lead == Lead::certain) return small && taken == 0;
        return small && taken == 0 && (is_heard(token) || is_marked(token));
    }

    // Indic scripts have no capitals: only one unlisted word is taken, and it must be a name by
    // its cue, its sound, its ending or what stands behind it.
    bool is_indic_name(std::size_t token, std::size_t taken, const Cue& cue) const {
        if (taken > 0)
            return cue.lead == Lead::certain &&
                   (stands_before_comma(token) || stands_last(token));
        if (cue.lead == Lead::certain || stands_before_comma(token)) return true;
        const auto word = page_.word(token);
        if (is_heard(token) && !ends_like_no_name(word)) return true;
        if (cue.lead == Lead::weak) return stands_last(token) && !ends_like_no_name(word);
        return ends_like_a_man(word) || is_marked(token);
    }

    // "ഞാൻ സജിത, 24 വയസ്സ്", "आरोपी विशाल, ...": in apposition.
    bool stands_before_comma(std::size_t token) const {
        const auto end = tokens_[token].end;
        return end < text_.size() && text_[end] == U',';
    }

    // "ഞാൻ ഹിബ.": nothing follows in its clause.
    bool stands_last(std::size_t token) const {
        const auto end = tokens_[token].end;
        return end >= text_.size() || text_[end] == U'\n' || text_[end] == U'।' ||
               (text_[end] == U'.' && (end + 1 >= text_.size() || is_blank(text_[end + 1])));
    }

    // An unlisted word behind a kin word: it carries a person's case, or a postposition, an age
    // or a stop behind it.
    bool is_marked(std::size_t token) const {
        const auto word = page_.word(token);
        // "फूलवती ने", "ലില്ലിക്കുട്ടി പറഞ്ഞു": only who acts, says or sees stands before these.
        if (token + 1 < tokens_.size() && is_near(token) && is_behind_doer(token + 1))
            return true;
        if (ends_like_no_name(word)) return false;
        if (is_indic(word[0]) && is_in_case_of_person(word)) return true;
        if (token + 1 >= tokens_.size() || !is_near(token)) return false;
        const auto& next = tokens_[token + 1];
        if (next.kind == TokenKind::digits) return next.end - next.start <= 2;
        return is_postposition(page_.word(token + 1));
    }

    bool is_behind_doer(std::size_t token) const {
        const auto word = page_.word(token);
        if (word == U"ने") return true;
        const auto start = tokens_[token].start;
        return is_indic(word[0]) && (page_.covered_by("type.does", start) ||
                                     page_.covered_by("type.witness", start) ||
                                     page_.covered_by("role.help", start));
    }

    bool is_near(std::size_t token) const {
        return tokens_[token + 1].start - tokens_[token].end <= 1;
    }

    // Of persons: "रोहन ने", "Malu vinum", "pankaj ko".
    static bool is_postposition(std::u32string_view word) {
        static constexpr std::array<std::u32string_view, 21> particles{
            U"का",  U"की",  U"को",   U"ko",   U"ka",    U"ने",    U"ക്ക്",
            U"യെ",  U"ന്റെ", U"യുടെ",  U"നെ",   U"യോട്",   U"ne",   U"kku",
            U"nte", U"ine", U"yude", U"vinu", U"vinum", U"inte", U"inu"};
        return std::find(particles.begin(), particles.end(), word) != particles.end();
    }

    // Whether what stands before the next word ends the name so far.
    static bool ends_name(std::u32string_view gap, const std::vector<std::u32string>& parts) {
        if (gap.size() > longest_gap) return true;
        if (gap.find_first_of(U",;\n|/()") != std::u32string_view::npos) return true;
        const bool after_initial = parts.empty() || parts.back().size() <= 2;
        return gap.find(U'.') != std::u32string_view::npos && !after_initial;
    }

    // Words between a cue and its name: "is", "late", "Sr."
    bool is_between(std::size_t token) const {
        static constexpr std::array<std::u32string_view, 6> of_the_dead{
            U"late", U"स्व", U"स्वर्गीय", U"പരേതനായ", U"യശശ്ശരീരനായ", U"alhaj"};
        const auto word = page_.word(token);
        return page_.covered_by("type.is", tokens_[token].start) ||
               page_.covered_by("type.honorific", tokens_[token].start) ||
               std::find(of_the_dead.begin(), of_the_dead.end(), word) != of_the_dead.end();
    }

    struct Taken {
        std::vector<std::u32string> parts;
        std::size_t first = 0, next = 0;  // tokens
        std::size_t end = 0;              // of the last part
    };

    Taken words_after(const Cue& cue) const {
        Taken taken;
        taken.next = page_.token_at(cue.end);
        taken.end = cue.end;
        constexpr std::size_t most_tokens = 8;
        const auto last = std::min(tokens_.size(), taken.next + most_tokens);
        while (taken.next < last && taken.parts.size() < most_parts &&
               tokens_[taken.next].kind == TokenKind::word) {
            const auto token = taken.next;
            const auto gap =
                std::u32string_view(text_).substr(taken.end, tokens_[token].start - taken.end);
            if (ends_name(gap, taken.parts)) break;
            if (taken.parts.empty() && is_between(token)) {
                taken.end = tokens_[token].end;
                ++taken.next;
                continue;
            }
            if (!continues(token, taken.parts.size(), cue)) break;
            if (cue.lead != Lead::certain && taken.parts.empty() &&
                tokens_[token].sentence_start)
                break;
            if (taken.parts.empty()) taken.first = token;
            taken.parts.emplace_back(page_.word(token));
            taken.end = tokens_[token].end;
            ++taken.next;
        }
        return taken;
    }

    void take_after(const Cue& cue) {
        auto taken = words_after(cue);
        if (taken.parts.empty() || !is_believed(taken, cue)) return;
        // "I, Rajan's wife", "njan Rajan ne": "I" and a name in another case are two people.
        const Range name{tokens_[taken.first].start, taken.end};
        const bool another = cue.lead == Lead::weak && case_of(page_, name) != Case::bare;
        people_.remember(std::move(taken.parts), another ? KnownBy::introduction : cue.by);
        take_list(taken.next, taken.end, cue.by);
    }

    bool is_believed(const Taken& taken, const Cue& cue) const {
        const bool goes_on = taken.next < tokens_.size();
        if (goes_on && is_thing(taken) && cue.by != KnownBy::own_statement) return false;
        if (cue.lead == Lead::certain || taken.parts.size() > 1 || is_listed(taken.first))
            return true;
        if (cue.lead == Lead::likely) return true;
        // "I am Alone": one word behind a weak cue must be known as a name, told more of, or
        // stand alone.
        const bool told = goes_on && tokens_[taken.next].start - taken.end <= longest_gap &&
                          (tokens_[taken.next].kind == TokenKind::digits ||
                           page_.covered_by("type.after_name", tokens_[taken.next].start));
        const bool apposed = taken.end < text_.size() && text_[taken.end] == U',';
        const bool plain = ends_like_no_name(taken.parts[0]);
        return told || ((apposed || stands_last(taken.first)) && !plain) ||
               is_heard(taken.first);
    }

    // "Sree Vidya College", "Krishna theatre": the words were no person's.
    bool is_thing(const Taken& taken) const {
        if (tokens_[taken.next].start - taken.end > 1) return false;
        static constexpr std::array<List, 4> lists{"type.venue", "type.org", "type.place_word",
                                                   "type.house"};
        static const ListSet set = set_of(lists);
        return (page_.lists_of(taken.next) & set).any();
    }

    // "my kids Adhi and Aami", "മക്കൾ അതുൽ, അതുല്യ": others of the same kind.
    void take_list(std::size_t token, std::size_t end, KnownBy by) {
        constexpr int longest_list = 5;
        for (int i = 0; i < longest_list && token < tokens_.size(); ++i) {
            if (tokens_[token].start - end > longest_gap) return;
            if (is_and(token)) {
                end = tokens_[token].end;
                ++token;
            } else if (text_[end] != U',') {
                return;
            }
            if (token >= tokens_.size() || tokens_[token].start - end > longest_gap) return;
            if (!could_be_small_name(page_, token) || !is_listed(token)) return;
            people_.remember({std::u32string(page_.word(token))}, by);
            end = tokens_[token].end;
            ++token;
        }
    }

    bool is_and(std::size_t token) const {
        return page_.covered_by("role.and", tokens_[token].start) ||
               page_.word(token) == U"um" || page_.word(token) == U"ഉം";
    }

    // "Name: ...", "പേര്: ...", where a line or a sentence begins.
    void labels() {
        constexpr std::size_t longest_lead = 24;
        for (const auto& cue : page_.cues("type.name_label")) {
            const auto line = page_.line_of(cue.start);
            auto at = cue.end;
            while (at < line.end && text_[at] == U' ') ++at;
            const bool begins = cue.start - line.start <= longest_lead ||
                                tokens_[page_.token_at(cue.start)].sentence_start;
            if (!begins || at >= line.end || !is_label_end(text_[at])) continue;
            const auto* zone = page_.zone_at(cue.start);
            const bool hers = zone != nullptr && zone->kind == ZoneKind::form_line &&
                              zone->owner == ZoneOwner::writer &&
                              cue.start - line.start <= longest_lead;
            take_after({at + 1, Lead::certain,
                        hers ? KnownBy::own_statement : KnownBy::introduction, false});
        }
    }

    // "Rajan എന്നയാൾ", "रमेश नाम का", "X ennu vilikkunna".
    void before_naming() {
        for (const auto& cue : page_.cues("role.naming")) {
            const auto token = page_.token_at(cue.start);
            if (token == 0 || tokens_[token - 1].kind != TokenKind::word) continue;
            if (!side_by_side(page_, token - 1, token) &&
                tokens_[token].start != tokens_[token - 1].end)
                continue;
            if (!could_be_small_name(page_, token - 1)) continue;
            people_.remember(words_before(token), KnownBy::introduction);
        }
    }

    // "I Anagha got married", "रश्मि हूँ", "ആതിര മോഹൻ എന്ന ഞാൻ": her own name without a frame.
    void beside_first_person() {
        static constexpr std::array<std::u32string_view, 5> am{U"हूँ", U"हूं", U"hoon", U"hun",
                                                               U"hu"};
        static constexpr std::u32string_view who = U"എന്ന";
        for (std::size_t t = 1; t < tokens_.size(); ++t) {
            if (tokens_[t].kind != TokenKind::word) continue;
            const auto word = page_.word(t);
            const bool is_am = std::find(am.begin(), am.end(), word) != am.end();
            const bool called = word == who && t + 1 < tokens_.size() &&
                                (page_.covered_by("role.i", tokens_[t + 1].start) ||
                                 page_.covered_by("role.mine", tokens_[t + 1].start));
            const bool capital = could_be_name(page_, t - 1) &&
                                 !is_indic(page_.word(t - 1)[0]) &&
                                 !tokens_[t - 1].sentence_start && !page_.shouts();
            if ((is_am || called) && could_be_small_name(page_, t - 1) &&
                side_by_side(page_, t - 1, t) && (called || capital || is_listed(t - 1)))
                people_.remember(words_before(t), own_or_other(tokens_[t].start));
            const bool after_i = page_.covered_by("role.i", tokens_[t - 1].start) &&
                                 page_.word(t - 1) == U"i" && could_be_name(page_, t) &&
                                 side_by_side(page_, t - 1, t) && is_listed(t);
            if (after_i && !page_.shouts())
                take_after(
                    {tokens_[t - 1].end, Lead::weak, own_or_other(tokens_[t].start), false});
        }
    }

    // "Usha madam", "ബീന ടീച്ചർ": the name before must be known as one.
    void before_honorifics() {
        for (const auto& cue : page_.cues("type.honorific_after")) {
            const auto token = page_.token_at(cue.start);
            if (token == 0 || tokens_[token - 1].kind != TokenKind::word ||
                !side_by_side(page_, token - 1, token) ||
                !could_be_small_name(page_, token - 1))
                continue;
            const auto kind = people_.given_names().find(page_.word(token - 1));
            const bool capital = could_be_name(page_, token - 1);
            if (kind == NameKind::name ||
                (capital && (is_listed(token - 1) || is_heard(token - 1))))
                people_.remember(words_before(token), KnownBy::introduction);
        }
    }

    std::vector<std::u32string> words_before(std::size_t token) const {
        std::vector<std::u32string> parts{std::u32string(page_.word(token - 1))};
        for (auto t = token - 1;
             t > 0 && parts.size() < most_parts && side_by_side(page_, t - 1, t); --t) {
            const auto word = page_.word(t - 1);
            const bool capital =
                could_be_name(page_, t - 1) && !is_indic(word[0]) && !page_.shouts();
            const bool listed = could_be_small_name(page_, t - 1) && is_listed(t - 1);
            if (!capital && !listed) break;
            parts.emplace(parts.begin(), word);
        }
        return parts;
    }

    const Page& page_;
    const std::vector<understanding::Token>& tokens_;
    const std::u32string& text_;
    People& people_;
};

}  // namespace

void learn_introductions(const Page& page, People& people) {
    Introductions(page, people).learn();
}

}  // namespace redaction
