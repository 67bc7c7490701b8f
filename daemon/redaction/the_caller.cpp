// The part of Owners that hears that a number nobody claims is the one that rang or wrote:
// "vilichathu X", "X aanu enne vilikkunnath", "X. ഇതിൽ നിന്നാണ് മെസേജ് വന്നത്".
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/ownership.h"
#include "redaction/weighing.h"

namespace redaction {

// "HR nu (X) enne patti mail ayachu", "principalinu X lekku vyaja parathi ayachu": to whom it
// was sent, and not who sent it.
bool Owners::is_a_receivers(std::size_t value) const {
    static constexpr std::array<std::u32string_view, 10> to{
        U"ന്", U"nu", U"ക്ക്", U"kku", U"kk", U"ko", U"को", U"inu", U"vinu", U"to"};
    static constexpr std::array<std::u32string_view, 5> endings{U"ക്ക്", U"kku", U"inu", U"ിന്",
                                                                U"ന്"};
    const auto& one = values_[value];
    if (one.type != ValueType::phone && one.type != ValueType::email) return false;
    const auto& tokens = page_.tokens();
    const auto first = page_.token_at(one.range.start), next = page_.token_at(one.range.end);
    const auto goal =
        next < tokens.size() ? page_.cue_from("role.goal", tokens[next].start) : std::nullopt;
    if (goal && tokens[next].start <= one.range.end + 1 &&
        (page_.word(next).ends_with(U"ലേക്ക്") ||
         page_.word(next).find(U"lek") != std::u32string_view::npos))
        return true;
    if (first == 0 || page_.text()[one.range.start - 1] != U'(') return false;
    const auto before = page_.word(first - 1);
    return among(before, to) || std::any_of(endings.begin(), endings.end(), [&](auto ending) {
               return before.size() > ending.size() + 2 && before.ends_with(ending);
           });
}

// Nobody of hers rings in this sentence: "njan vilichathu X", "my brother's call".
bool Owners::has_caller_of_hers(Range clause) const {
    static constexpr std::array<List, 5> hers{"role.i", "role.mine", "role.help",
                                              "role.contact_request", "role.no_contact"};
    if (std::any_of(hers.begin(), hers.end(),
                    [&](List list) { return page_.has_cue_in(list, clause); }))
        return true;
    for (const List list : {List("role.kin"), List("role.third")}) {
        auto word = page_.first_cue_after(list, clause.start);
        for (; word && word->end <= clause.end; word = page_.first_cue_after(list, word->end)) {
            if (case_of(page_, *word) != Case::object) return true;
        }
    }
    return false;
}

// "vilichathu X", "കോൾ വന്ന നമ്പർ X": nothing but labels between.
bool Owners::rang_is_said_before(std::size_t value) const {
    const auto at = values_[value].range.start;
    const auto rang = page_.last_cue_before("role.rang", at);
    return rang && rang->start >= page_.clause_of(at).start &&
           only_labels_between(rang->end, at) && !stands_in_place(value);
}

// "എന്നെ വിളിക്കുന്നത് X എന്ന നമ്പറിൽ മതി": where it is rung, not what rings.
bool Owners::stands_in_place(std::size_t value) const {
    const auto& tokens = page_.tokens();
    constexpr std::size_t most = 3;
    const auto first = page_.token_at(values_[value].range.end);
    for (auto t = first; t < tokens.size() && t < first + most; ++t) {
        const auto word = page_.word(t);
        const bool place =
            word == U"ൽ" || word.ends_with(U"ിൽ") || word == U"il" ||
            (word.ends_with(U"il") && page_.covered_by("type.phone", tokens[t].start));
        if (place) return true;
    }
    return false;
}

// "X enna number aanu enne vilichath".
bool Owners::rang_is_said_behind(std::size_t value) const {
    const auto at = values_[value].range.end;
    const auto clause = page_.clause_of(values_[value].range.start);
    const auto rang = page_.first_cue_after("role.rang", at);
    if (!rang || rang->end > clause.end) return false;
    static const ListSet between = set_of(
        std::array<List, 5>{"role.which", "role.copula", "role.me", "type.phone", "type.is"});
    const auto& tokens = page_.tokens();
    bool is = false;
    for (auto t = page_.token_at(at); t < tokens.size() && tokens[t].start < rang->start; ++t) {
        if ((page_.lists_of(t) & between).none()) return false;
        is = is || page_.covered_by("role.copula", tokens[t].start) ||
             page_.covered_by("type.is", tokens[t].start);
    }
    return is;
}

// The sentence goes on behind it, or the next begins: "X. ithil ninnaanu msg vannath".
bool Owners::is_the_caller(std::size_t value) const {
    const auto type = values_[value].type;
    if (type != ValueType::phone && type != ValueType::email) return false;
    const auto clause = page_.clause_of(values_[value].range.start);
    if (came_from_it({values_[value].range.end, clause.end})) return true;
    if (!(rang_is_said_before(value) || rang_is_said_behind(value)) ||
        has_caller_of_hers(clause))
        return false;
    // She may have rung it herself, where the sentence leaves out who did.
    return page_.has_cue_in("role.me", clause) || she_gave_another(value) ||
           spoken_of_before(value) == SpokenOf::him;
}

}  // namespace redaction
