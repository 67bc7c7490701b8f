// The part of Weighing that hears in Hindi from the verb whose a number is: "mera aadhaar X se
// link hai", "X se main likh rahi hun", "meri sakhi X se bolti hai", "meri saas X rakhti hai".
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

namespace {

using Words = std::u32string_view;

// Behind the verb of a woman who acts.
constexpr std::array<Words, 10> is_so{U"hai", U"hain", U"h",  U"he", U"thi",
                                      U"है",   U"हैं",    U"थी", U"थीं", U"thin"};

bool is_womans(Words verb) {
    static constexpr std::array<Words, 8> endings{U"ti", U"tee", U"rahi", U"degi",
                                                  U"ती", U"रही", U"देगी",  U"legi"};
    return std::any_of(endings.begin(), endings.end(), [&](Words ending) {
        return verb.size() > ending.size() && verb.ends_with(ending);
    });
}

}  // namespace

// Where the phrase of the value ends: at a comma or at a joint.
Range Weighing::rest_of_phrase() const {
    auto end = page_.clause_of(value_.range.start).end;
    if (const auto joint = page_.first_cue_after("role.and", right_.start))
        end = std::min(end, joint->start);
    const auto behind =
        Words(page_.text()).substr(right_.start, std::max(end, right_.start) - right_.start);
    end = std::min(end, right_.start + std::min(behind.find_first_of(U",;\n"), behind.size()));
    return {right_.start, std::max(end, right_.start)};
}

// "Mera aadhaar X se link hai", "jo X hai wo mere bank se juda hai": nothing comes from there.
bool Weighing::is_tied_to_hers() const {
    const auto& tokens = page_.tokens();
    const auto phrase = phrase_before(), rest = rest_of_phrase();
    const auto tied = page_.first_cue_after("role.tied", right_.start);
    if (!tied || tied->end > rest.end) return false;
    const Range told{phrase.start, tied->start};
    static constexpr std::array<List, 5> others{"role.his_own", "role.offender_noun",
                                                "role.former", "role.harm", "role.fake"};
    if (std::any_of(others.begin(), others.end(),
                    [&](List list) { return page_.has_cue_in(list, told); }))
        return false;
    const auto word = page_.token_at(tied->start);
    if (!page_.covered_by("role.source", tokens[word - 1].start) &&
        !page_.covered_by("role.goal", tokens[word - 1].start))
        return false;
    return page_.has_cue_in("role.mine", phrase) ||
           page_.has_cue_in("role.mine", {right_.start, tied->start});
}

// "X se main ye likh rahi hun", "X से मैंने शिकायत भेजी": who stands right behind it writes.
bool Weighing::is_written_from_by_her() const {
    const auto source = nearest_on("role.source", Side::right);
    if (!source || source->distance > 0) return false;
    const auto rest = rest_of_phrase();
    const auto i = page_.first_cue_after("role.i", source->range.end);
    const auto writes = page_.first_cue_after("role.writes", source->range.end);
    return i && writes && i->end <= writes->start && writes->end <= rest.end &&
           page_.token_at(i->start) == page_.token_at(source->range.end);
}

// "Meri maid gawah hai aur X se bolti hai", "meri sakhi mere liye X se msg bhej deti hai": the
// verb is a woman's, nothing comes to her who complains, and no woman is accused.
std::optional<Role> Weighing::woman_who_writes() const {
    const auto source = nearest_on("role.source", Side::right);
    if (!source || source->distance > 0 || story_.she_is_offender || she_is_accused_)
        return std::nullopt;
    const auto& tokens = page_.tokens();
    const auto rest = rest_of_phrase();
    bool woman = false;
    for (auto t = page_.token_at(source->range.end);
         t < tokens.size() && tokens[t].end <= rest.end && !woman; ++t) {
        const bool ends = t + 1 >= tokens.size() || tokens[t + 1].start >= rest.end ||
                          among(page_.word(t + 1), is_so);
        woman = ends && is_womans(page_.word(t));
    }
    if (!woman || page_.has_cue_in("role.me", rest)) return std::nullopt;
    for (auto harm = page_.first_cue_after("role.harm", rest.start);
         harm && harm->end <= rest.end; harm = page_.first_cue_after("role.harm", harm->end)) {
        if (!page_.covered_by("role.contact_deed", harm->start)) return std::nullopt;
    }
    for (const auto& [list, role] :
         {std::pair(List("role.third"), Role::third_party), {List("role.kin"), Role::family}}) {
        const auto one = nearest_on(list, Side::left);
        if (!one || means_offender(one->range) || is_former(*one)) continue;
        const Range between{one->range.end, left_.end};
        static constexpr std::array<List, 4> others{"role.harm", "role.his",
                                                    "role.offender_noun", "role.me"};
        if (std::none_of(others.begin(), others.end(),
                         [&](List other) { return page_.has_cue_in(other, between); }))
            return role;
    }
    return std::nullopt;
}

// "Meri saas X rakhti hai", "papa X chalate hain": between the one who has it and the verb.
std::optional<Role> Weighing::relative_who_uses() const {
    const auto uses = nearest_on("role.uses", Side::right);
    if (!uses || uses->distance > 0) return std::nullopt;
    for (const auto& [list, role] :
         {std::pair(List("role.kin"), Role::family), {List("role.third"), Role::third_party}}) {
        const auto one = nearest_on(list, Side::left);
        if (one && one->distance <= 1 && !means_offender(one->range) && !is_former(*one) &&
            !is_his_relative(*one) && case_of(page_, one->range) == Case::bare &&
            !has_unlabelled_word({one->range.end, left_.end}) &&
            phrase_before().start <= one->range.start)
            return role;
    }
    return std::nullopt;
}

std::optional<Role> Weighing::told_by_verb() const {
    // A short mail may be too short to tell.
    const bool malayalam = page_.language() == understanding::Language::ml ||
                           page_.language() == understanding::Language::ml_latn;
    if (malayalam || value_.type != ValueType::phone) return std::nullopt;
    if (is_tied_to_hers() || is_written_from_by_her()) return Role::complainant;
    if (const auto one = woman_who_writes()) return one;
    return relative_who_uses();
}

}  // namespace redaction
