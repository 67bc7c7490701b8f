#include "redaction/unlisted_names.h"

#include <algorithm>
#include <array>

#include "redaction/grammar.h"
#include "redaction/name_reader.h"
#include "redaction/name_words.h"

namespace redaction {

namespace {

using understanding::TokenKind;
using Words = std::u32string_view;

class UnlistedNames {
  public:
    UnlistedNames(const Page& page, People& people)
        : page_(page), tokens_(page.tokens()), people_(people) {}

    void learn() {
        for (std::size_t t = 0; t < tokens_.size(); ++t) {
            if (!is_unlisted(t) || !stands_for_person(t)) continue;
            people_.remember({std::u32string(page_.word(t))}, KnownBy::introduction);
        }
    }

  private:
    // A word that means nothing else to the rules; a name that is also a word may be one.
    bool is_unlisted(std::size_t token) const {
        constexpr std::size_t shortest = 4;
        static const ListSet names =
            set_of(std::array<List, 2>{"type.given_name", "type.homograph"});
        if (tokens_[token].kind != TokenKind::word || (page_.lists_of(token) & ~names).any())
            return false;
        const auto word = page_.word(token);
        if (is_indic(word[0]))
            return word.size() >= shortest - 1 && could_be_small_name(page_, token);
        return word.size() >= shortest && page_.is_capital(token) && !page_.shouts();
    }

    bool stands_for_person(std::size_t token) const {
        return is_told_of(token) || is_told(token) || is_with_her(token) || is_hers(token) ||
               has_number(token) || begins_item(token);
    }

    // "2 Mamata 68300 12345": a capital where a line begins, and behind it a number.
    bool begins_item(std::size_t token) const {
        if (is_indic(page_.word(token)[0]) || token + 1 >= tokens_.size()) return false;
        const auto start = tokens_[token].start, end = tokens_[token].end;
        const auto line = page_.line_of(start);
        const auto lead =
            std::u32string_view(page_.text()).substr(line.start, start - line.start);
        constexpr std::size_t longest_lead = 16;
        if (lead.size() > longest_lead) return false;
        const bool first = std::all_of(lead.begin(), lead.end(), [](char32_t c) {
            return is_digit(c) ||
                   std::u32string_view(U" .)(-*>|#\u2022").find(c) != std::u32string_view::npos;
        });
        constexpr std::size_t longest_gap = 3, phone = 10;
        const auto gap =
            std::u32string_view(page_.text()).substr(end, tokens_[token + 1].start - end);
        return first && gap.size() <= longest_gap &&
               gap.find_first_of(U":\n") == std::u32string_view::npos &&
               digits_from(token + 1) == phone;
    }

    bool touches(std::size_t left, std::size_t right) const {
        return right < tokens_.size() && side_by_side(page_, left, right);
    }

    // "X knows", "X ने बताया", "X undayirunnu".
    bool is_told_of(std::size_t token) const {
        return touches(token, token + 1) &&
               page_.cue_from("type.person_behind", tokens_[token + 1].start).has_value();
    }

    // "told X", "stay with X", "koode X"; within a sentence, where a capital says something.
    bool is_told(std::size_t token) const {
        if (token == 0 || !touches(token - 1, token) || tokens_[token].sentence_start)
            return false;
        const auto cue = page_.last_cue_before("type.person_before", tokens_[token - 1].end);
        return cue && cue->end == tokens_[token - 1].end;
    }

    // "X um njanum", "Xഉം ഞാനും", "Xന് എല്ലാം അറിയാം", "Xinod paranju".
    bool is_with_her(std::size_t token) const {
        static constexpr std::array<Words, 3> joined{U"ും", U"um", U"yum"};
        static constexpr std::array<Words, 12> spoken_to{U"നോട്",  U"യോട്",   U"നോടു",  U"യോടു",
                                                         U"nod",  U"nodu",  U"inod", U"yod",
                                                         U"yodu", U"inodu", U"ykku", U"യ്ക്ക്"};
        const auto word = page_.word(token);
        if (!touches(token, token + 1)) return false;
        const auto next = tokens_[token + 1].start;
        if (ends_with_any(word, joined) && page_.covered_by("role.i", next)) return true;
        if (!ends_with_any(word, spoken_to) && !word.ends_with(U"ിന്") &&
            !word.ends_with(U"inu"))
            return false;
        const auto clause = page_.clause_of(next);
        const Range near{next, std::min(clause.end, next + reach)};
        return page_.has_cue_in("type.person_case", near);
    }

    // "X, my classmate", "X is my daughter".
    bool is_hers(std::size_t token) const {
        auto next = token + 1;
        if (next >= tokens_.size()) return false;
        const bool apposed = page_.text().substr(tokens_[token].end, 2) == U", ";
        if (!apposed && !touches(token, next)) return false;
        if (!apposed) {
            if (!page_.covered_by("type.is", tokens_[next].start)) return false;
            ++next;
        }
        static const ListSet relatives =
            set_of(std::array<List, 3>{"role.kin", "role.third", "role.neutral"});
        return next + 1 < tokens_.size() &&
               page_.covered_by("role.mine", tokens_[next].start) &&
               (page_.lists_of(next + 1) & relatives).any();
    }

    // "X on 68300 12345", "X (68300 12345)", "X के नंबर 68300 12345": a long number, with no
    // more than a word for it between; not "Details:", and below it a number.
    bool has_number(std::size_t token) const {
        constexpr std::size_t most_between = 3, longest_gap = 20, phone = 10;
        const auto end = tokens_[token].end;
        const bool owns = case_of(page_, {tokens_[token].start, end}) == Case::genitive;
        bool labelled = owns || page_.text().substr(end, 2) == U" (";
        auto t = token + 1;
        for (; t < tokens_.size() && tokens_[t].kind == TokenKind::word; ++t) {
            const bool label = page_.covered_by("type.phone", tokens_[t].start);
            labelled = labelled || label;
            if (t > token + most_between || (!label && page_.word(t).size() > 3)) return false;
        }
        if (!labelled || t >= tokens_.size() || tokens_[t].start - end > longest_gap)
            return false;
        const auto between =
            std::u32string_view(page_.text()).substr(end, tokens_[t].start - end);
        if (between.find_first_of(U"\n:") != std::u32string_view::npos) return false;
        return digits_from(t) == phone;
    }

    std::size_t digits_from(std::size_t token) const {
        std::size_t digits = 0;
        for (auto t = token; t < tokens_.size() && tokens_[t].kind == TokenKind::digits; ++t)
            digits += tokens_[t].end - tokens_[t].start;
        return digits;
    }

    static constexpr std::size_t reach = 30;
    const Page& page_;
    const std::vector<understanding::Token>& tokens_;
    People& people_;
};

}  // namespace

void learn_unlisted(const Page& page, People& people) { UnlistedNames(page, people).learn(); }

}  // namespace redaction
