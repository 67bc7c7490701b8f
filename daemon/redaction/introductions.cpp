#include "redaction/introductions.h"

#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/name_reader.h"
#include "redaction/name_words.h"
#include "redaction/own_names.h"

namespace redaction {

namespace {

using understanding::TokenKind;
using understanding::ZoneKind;
using understanding::ZoneOwner;

bool is_label_end(char32_t c) { return c == U':' || c == U'-' || c == U'=' || c == U'–'; }

class Introductions {
  public:
    Introductions(const Page& page, People& people)
        : page_(page),
          tokens_(page.tokens()),
          text_(page.text()),
          people_(people),
          names_(page, people.given_names()) {}

    void learn() {
        after_cues("type.my_name", NameLead::certain);
        after_cues("type.name_intro", NameLead::certain);
        after_cues("role.naming_before", NameLead::certain);
        after_cues("type.honorific", NameLead::certain);
        for (const auto list : {List("role.kin"), List("role.third"), List("role.neutral"),
                                List("role.offender_noun"), List("type.role_noun")})
            after_cues(list, NameLead::likely);
        after_cues("type.i_am", NameLead::weak);
        labels();
        witnesses();
        before_naming();
        before_honorifics();
        beside_first_person();
        before_my_name();
        in_brackets_behind_me();
        before_me_in_brackets();
    }

  private:
    KnownBy own_or_other(std::size_t position) const {
        const auto* zone = page_.zone_at(position);
        return zone == nullptr || zone->owner == ZoneOwner::writer ? KnownBy::own_statement
                                                                   : KnownBy::introduction;
    }

    void after_cues(List list, NameLead strength) {
        const bool own = list == List("type.my_name") || list == List("type.i_am");
        for (const auto& cue : page_.cues(list)) {
            auto lead = strength;
            // "naam X": a bare noun leads less surely than "her name is".
            constexpr std::size_t bare_noun = 4;
            if (list == List("type.name_intro") && cue.end - cue.start <= bare_noun) {
                if (names_a_thing(cue)) continue;
                lead = NameLead::likely;
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

    void take_after(const NameCue& cue) {
        auto taken = names_.words_after(cue);
        if (taken.parts.empty()) return take_everyday(cue);
        if (!is_believed(taken, cue)) return;
        // "I, Rajan's wife", "njan Rajan ne": "I" and a name in another case are two people.
        const Range name{tokens_[taken.first].start, taken.end};
        const bool another = cue.lead == NameLead::weak &&
                             (case_of(page_, name) != Case::bare || is_anothers(taken.next));
        people_.remember(std::move(taken.parts), another ? KnownBy::introduction : cue.by);
        take_list(taken.next, taken.end, cue.by);
    }

    // "I am Rehna": a name that is an everyday word of another writing.
    void take_everyday(const NameCue& cue) {
        const auto token = page_.token_at(cue.end);
        if (cue.by != KnownBy::own_statement || token >= tokens_.size() || page_.shouts() ||
            tokens_[token].start - cue.end > longest_name_gap || !page_.is_capital(token) ||
            !page_.covered_by("type.given_name", tokens_[token].start))
            return;
        people_.remember_everyday({std::u32string(page_.word(token))}, -1, cue.by);
    }

    // "njan X ennoralude accountil": of one called X.
    bool is_anothers(std::size_t next) const {
        if (next >= tokens_.size()) return false;
        const auto naming = page_.cue_from("role.naming", tokens_[next].start);
        return naming && case_of(page_, *naming) != Case::bare;
    }

    bool is_believed(const NameTaken& taken, const NameCue& cue) const {
        const bool goes_on = taken.next < tokens_.size();
        // "At my sister Bindu's house": she owns it, the house bears another name.
        const Range name{tokens_[taken.first].start, taken.end};
        const bool owner = case_of(page_, name) == Case::genitive;
        if (goes_on && !owner && is_thing(taken, cue) && cue.by != KnownBy::own_statement)
            return false;
        if (cue.lead == NameLead::certain || taken.parts.size() > 1 ||
            names_.is_listed(taken.first))
            return true;
        if (cue.lead == NameLead::likely) return true;
        // "I am Alone": one word behind a weak cue must be known as a name, told more of, or
        // stand alone.
        const bool told = goes_on &&
                          tokens_[taken.next].start - taken.end <= longest_name_gap &&
                          (tokens_[taken.next].kind == TokenKind::digits ||
                           page_.covered_by("type.after_name", tokens_[taken.next].start));
        const bool apposed = taken.end < text_.size() && text_[taken.end] == U',';
        const bool plain = ends_like_no_name(taken.parts[0]);
        return told || ((apposed || names_.stands_last(taken.first)) && !plain) ||
               names_.is_heard(taken.first);
    }

    // "Sree Vidya College", "Krishna theatre": the words were no person's.
    bool is_thing(const NameTaken& taken, const NameCue& cue) const {
        if (tokens_[taken.next].start - taken.end > 1) return false;
        // "माँ सरोज घर पर", "amma Sarojini veettil": at home, whosever it is.
        static constexpr std::array<std::u32string_view, 5> home{U"घर", U"ghar", U"veettil",
                                                                 U"വീട്ടിൽ", U"home"};
        if (among(page_.word(taken.next), home) && cue.lead == NameLead::likely &&
            names_.is_listed(taken.first))
            return false;
        static constexpr std::array<List, 3> lists{"type.venue", "type.org", "type.house"};
        static const ListSet set = set_of(lists);
        // "Adv. X ke paas": behind a title no place follows.
        const bool place = cue.lead != NameLead::certain &&
                           page_.covered_by("type.place_word", tokens_[taken.next].start);
        return place || (page_.lists_of(taken.next) & set).any();
    }

    // "my kids Adhi and Aami", "മക്കൾ അതുൽ, അതുല്യ": others of the same kind.
    void take_list(std::size_t token, std::size_t end, KnownBy by) {
        constexpr int longest_list = 5;
        for (int i = 0; i < longest_list && token < tokens_.size(); ++i) {
            if (tokens_[token].start - end > longest_name_gap) return;
            if (is_and(token)) {
                end = tokens_[token].end;
                ++token;
            } else if (text_[end] != U',') {
                return;
            }
            if (token >= tokens_.size() || tokens_[token].start - end > longest_name_gap)
                return;
            if (!could_be_small_name(page_, token) || !names_.is_listed(token)) return;
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
            take_after({at + 1, NameLead::certain,
                        hers ? KnownBy::own_statement : KnownBy::introduction, false});
        }
    }

    // "Witnesses: 1. Ambika (neighbour) 2. Sasi, driver": a name behind each number.
    void witnesses() {
        constexpr std::size_t longest_number = 2, most_tokens = 60;
        for (const auto& cue : page_.cues("role.third")) {
            if (cue.end >= text_.size() || text_[cue.end] != U':') continue;
            const auto first = page_.token_at(cue.end);
            take_after({cue.end + 1, NameLead::certain, KnownBy::introduction, false});
            for (auto t = first; t + 1 < tokens_.size() && t < first + most_tokens; ++t) {
                const auto& number = tokens_[t];
                const bool item = number.kind == TokenKind::digits &&
                                  number.end - number.start <= longest_number &&
                                  number.end < text_.size() &&
                                  (text_[number.end] == U'.' || text_[number.end] == U')');
                if (item)
                    take_after(
                        {number.end + 1, NameLead::certain, KnownBy::introduction, false});
            }
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
            people_.remember(names_.words_before(token), KnownBy::introduction);
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
            const bool is_am = among(word, am);
            if (is_am) behind_am(t);
            const bool called = word == who && t + 1 < tokens_.size() &&
                                (page_.covered_by("role.i", tokens_[t + 1].start) ||
                                 page_.covered_by("role.mine", tokens_[t + 1].start));
            const bool capital = could_be_name(page_, t - 1) &&
                                 !is_indic(page_.word(t - 1)[0]) &&
                                 !tokens_[t - 1].sentence_start && !page_.shouts();
            if ((is_am || called) && could_be_small_name(page_, t - 1) &&
                side_by_side(page_, t - 1, t) && (called || capital || names_.is_listed(t - 1)))
                people_.remember(names_.words_before(t), own_or_other(tokens_[t].start));
            const bool after_i = page_.covered_by("role.i", tokens_[t - 1].start) &&
                                 page_.word(t - 1) == U"i" && could_be_name(page_, t) &&
                                 side_by_side(page_, t - 1, t) && names_.is_listed(t);
            if (after_i && !page_.shouts())
                take_after({tokens_[t - 1].end, NameLead::weak, own_or_other(tokens_[t].start),
                            false});
        }
    }

    // "Reshma is my name", "രേഷ്മ എന്നാണ് എന്റെ പേര്", "रेशमा मेरा नाम है".
    void before_my_name() {
        static constexpr std::array<std::u32string_view, 9> links{
            U"is",     U"എന്നാണ്",   U"എന്നാണു",  U"എന്ന്", U"എന്നത്",
            U"ennanu", U"ennaanu", U"ennaan", U"ennu"};
        for (const auto& cue : page_.cues("type.my_name")) {
            auto token = page_.token_at(cue.start);
            const bool inside = among(page_.word(token), links);
            const bool linked = inside || (token > 0 && among(page_.word(token - 1), links));
            if (linked && !inside) --token;
            if (token == 0 || !side_by_side(page_, token - 1, token) ||
                !could_be_small_name(page_, token - 1) ||
                !(names_.is_listed(token - 1) || linked))
                continue;
            const auto behind = page_.token_at(cue.end);
            if (behind < tokens_.size() && could_be_name(page_, behind) &&
                names_.is_listed(behind))
                continue;
            people_.remember(names_.words_before(token), own_or_other(cue.start));
        }
    }

    // "We are three, I (Merin), Shilpa and Kavya", "njan (Merin)", and the others with her.
    void in_brackets_behind_me() {
        constexpr std::size_t opening = 2;
        for (const auto& cue : page_.cues("role.i")) {
            const auto token = page_.token_at(cue.end);
            if (token >= tokens_.size() || tokens_[token].start != cue.end + opening ||
                text_.substr(cue.end, opening) != U" (" || !could_be_name(page_, token) ||
                !could_be_small_name(page_, token))
                continue;
            const auto end = tokens_[token].end;
            if (end >= text_.size() || (text_[end] != U')' && text_[end] != U',')) continue;
            people_.remember({std::u32string(page_.word(token))}, own_or_other(cue.start));
        }
    }

    // "1. Sabita Nayak (likhne wali)", "Merin (me)", "മെറിൻ (ഞാൻ)".
    void before_me_in_brackets() {
        for (const List list : {List("role.i"), List("role.me"), List("role.mine")}) {
            for (const auto& cue : page_.cues(list)) {
                const auto token = page_.token_at(cue.start);
                if (token == 0 || cue.end >= text_.size() || text_[cue.end] != U')' ||
                    text_.substr(tokens_[token - 1].end, cue.start - tokens_[token - 1].end) !=
                        U" (" ||
                    !could_be_name(page_, token - 1) || !could_be_small_name(page_, token - 1))
                    continue;
                people_.remember(names_.words_before(token), own_or_other(cue.start));
            }
        }
    }

    // "मैं समिति की सचिव हूँ, मंजुला।": the sentence ends with her name.
    void behind_am(std::size_t am) {
        const auto token = am + 1;
        if (token >= tokens_.size() || text_.substr(tokens_[am].end, 2) != U", " ||
            tokens_[token].start != tokens_[am].end + 2 || !names_.stands_last(token) ||
            !could_be_small_name(page_, token) || !names_.is_listed(token))
            return;
        people_.remember({std::u32string(page_.word(token))},
                         own_or_other(tokens_[token].start));
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
                (capital && (names_.is_listed(token - 1) || names_.is_heard(token - 1))))
                people_.remember(names_.words_before(token), KnownBy::introduction);
        }
    }

    const Page& page_;
    const std::vector<understanding::Token>& tokens_;
    const std::u32string& text_;
    People& people_;
    NameReader names_;
};

}  // namespace

void learn_introductions(const Page& page, People& people) {
    Introductions(page, people).learn();
    learn_own_names(page, people);
}

}  // namespace redaction
