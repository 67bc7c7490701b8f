// The part of Weighing that hears what a person is called ("agent X"), and with whom she
// complains.
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

// "The one who saved me is the driver of the auto X", "the driver of X followed me".
void Weighing::driver_of_it() {
    if (const auto helps = nearest("role.help"); helps && !nearest("role.harm"))
        return add(Role::third_party, weights_.cues.witness, "witness", *helps);
    const auto driver = nearest("role.suspect_noun");
    if (driver && driver->distance <= 2 && !nearest("role.mine"))
        add(Role::offender, weights_.cues.calling, "calling", *driver);
}

// Harm told behind the value; not "Reshma helped me and he threatens me", which is another's.
std::optional<Weighing::Seen> Weighing::harm_behind(const std::optional<Seen>& helps) const {
    const auto harm = nearest_on("role.harm", Side::right);
    const bool of_another = helps && harm && helps->range.end <= harm->range.start &&
                            page_.has_cue_in("role.his", {helps->range.end, harm->range.start});
    return of_another || (harm && (is_told_to_help_after(*harm) || is_deed_of_messages(*harm)))
               ? std::nullopt
               : harm;
}

// "Agent X" is named for what he did, "he wrote to my manager X" and "warden X knows" are not.
void Weighing::callings() {
    if (is_flipped()) return;
    if (value_.type == ValueType::vehicle_reg) return driver_of_it();
    if (!is_person(value_)) return;
    const bool acts = case_of(page_, value_.range) == Case::bare;
    auto helps = nearest_on("role.help", Side::right);
    const auto harm = harm_behind(helps);
    if (helps && page_.has_cue_in("role.i", {right_.start, helps->range.start})) helps.reset();
    const bool named = nearest_on("role.naming_before", Side::left).has_value();
    if (helps && !harm && !named)
        add(Role::third_party, weights_.cues.witness, "witness", *helps);
    if (complains_with_her()) {
        scores_[Role::third_party] += weights_.cues.witness;
        cues_.emplace_back("complains with her");
    }
    if (acts && is_against_him())
        add(Role::third_party, weights_.cues.witness, "against him", *nearest("role.him"));
    if (acts && is_told_to_have_helped())
        return add(Role::third_party, weights_.cues.witness, "witness",
                   *nearest_on("role.help", Side::left));
    const bool helping_woman = is_titled_woman(page_, value_.range) && !harm;
    if (acts && !is_against_him() && !complains_with_her() && !helping_woman && !helps)
        named_by_calling(harm.has_value());
}

// "Agent X".
void Weighing::named_by_calling(bool does_harm) {
    const auto calling = nearest_on("role.suspect_noun", Side::left);
    constexpr std::size_t beside = 1;
    if (!calling || calling->distance > beside) return;
    const auto mine = nearest_on("role.mine", Side::left);
    if (!mine || mine->range.start > calling->range.start)
        return add(Role::offender, weights_.cues.calling, "calling", *calling);
    const auto subject = page_.last_cue_before("role.his", mine->range.start);
    if (!does_harm && subject && subject->start >= left_.start)
        add(Role::third_party, weights_.cues.third_party, "acted upon", *calling);
}

// "Reshma and I complained", "Reshma aur maine shikayat ki".
bool Weighing::complains_with_her() const {
    constexpr std::size_t joined = 1;
    const auto complains = nearest_on("role.complains", Side::right);
    if (!complains || page_.has_cue_in("role.harm", {value_.range.end, complains->range.start}))
        return false;
    if (case_of(page_, value_.range) != Case::bare) return false;
    const auto left = nearest_on("role.i", Side::left);
    const auto right = nearest_on("role.i", Side::right);
    // "njanum Reshmayum"
    const auto i = left ? page_.word(page_.token_at(left->range.start)) : std::u32string_view();
    const bool both = i.ends_with(U"um") || i.ends_with(U"ും");
    if (left && left->distance <= joined)
        return both || page_.has_cue_in("role.and", {left->range.end, left_.end});
    return right && right->distance <= joined && right->range.end <= complains->range.start &&
           page_.has_cue_in("role.and", {right_.start, right->range.start});
}

}  // namespace redaction
