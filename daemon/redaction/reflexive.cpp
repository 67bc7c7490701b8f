// The part of Weighing that asks whose "one's own" is, in Hindi: "apna number X" is hers or
// that of the one who acts.
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/weighing.h"

namespace redaction {

// "apna", "अपना": whose it is, the one who acts says.
bool Weighing::is_reflexive(const Seen& mine) const {
    const auto token = page_.token_at(mine.range.start);
    const auto word = page_.word(token);
    // "meri apni": her own.
    const auto before = token > 0 ? page_.word(token - 1) : std::u32string_view();
    const bool hers = before.starts_with(U"mer") || before.starts_with(U"मेर");
    return (word.starts_with(U"apn") || word.starts_with(U"अपन")) && !hers;
}

// "Ab tak de chuki hun, apne X se": in Hindi the verb says that it is she.
bool Weighing::speaks_of_herself() const {
    constexpr std::size_t reach = 16;  // words before it
    const auto clause = page_.clause_of(value_.range.start);
    const auto first = page_.tokens()[left_token_ - std::min(reach, left_token_)].start;
    return page_.has_cue_in("who.am", {std::max(clause.start, first), clause.end});
}

// "Pinki ka apna number X": the genitive before it says whose.
bool Weighing::is_reflexive_of_another(const Seen& mine) const {
    const auto token = page_.token_at(mine.range.start);
    return is_reflexive(mine) && token > 0 && is_hindi_of(page_.word(token - 1));
}

// "Wo kehti hai ki main galat hun, apne X par likhti hai": the verb behind it is not hers.
bool Weighing::is_told_in_third_person() const {
    static constexpr std::array<std::u32string_view, 4> she{U"hun", U"hoon", U"हूँ", U"हूं"};
    static constexpr std::array<std::u32string_view, 4> he{U"hai", U"hain", U"है", U"हैं"};
    const auto clause = page_.clause_of(value_.range.start);
    const auto i = page_.last_cue_before("role.i", value_.range.start);
    if (i && i->start >= clause.start) {
        const auto word = page_.word(page_.token_at(i->start));
        if (word.ends_with(U"ne") || word.ends_with(U"ने")) return false;
    }
    const auto& tokens = page_.tokens();
    for (auto t = right_token_; t < tokens.size() && tokens[t].end <= clause.end; ++t) {
        if (among(page_.word(t), she)) return false;
        if (among(page_.word(t), he)) return true;
    }
    return false;
}

// "Peecha karne wale ne apna X likh ke diya": a word that accuses stands as the one who acts.
bool Weighing::is_done_by_stranger(Range before) const {
    const auto he = page_.last_cue_before("role.offender_noun", before.end);
    if (!he || he->start < before.start) return false;
    const auto last = page_.token_at(he->end - 1), next = page_.token_at(he->end);
    static constexpr std::array<std::u32string_view, 2> acting{U"ने", U"ne"};
    return among(page_.word(last), acting) ||
           (next < page_.tokens().size() && page_.tokens()[next].end <= before.end &&
            among(page_.word(next), acting));
}

// "usne apne number X se": one's own, and the one who acts is he.
bool Weighing::is_his_reflexive(const Seen& mine) const {
    if (!is_reflexive(mine)) return false;
    const Range before{page_.clause_of(value_.range.start).start, mine.range.start};
    const auto his = page_.last_cue_before("role.his", before.end);
    const auto i = page_.last_cue_before("role.i", before.end);
    const bool told_of_him = his && his->start >= before.start;
    if (told_of_him && is_told_in_third_person()) return true;
    if (speaks_of_herself() || (i && i->start >= before.start && (!told_of_him || *his < *i)))
        return false;
    if (told_of_him || is_done_by_stranger(before)) return true;
    static constexpr std::array<List, 3> hers{"role.kin", "role.third", "role.woman"};
    return he_is_accused_ && std::none_of(hers.begin(), hers.end(), [&](List list) {
               return page_.has_cue_in(list, before);
           });
}

}  // namespace redaction
