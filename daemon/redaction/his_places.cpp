// The part of Owners that asks whether a business, a school or an office is his, where nothing
// but its kind has spoken.
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/ownership.h"
#include "redaction/value_kinds.h"

namespace redaction {

namespace {

// Whether a word of the name, long enough to be one, stands in the other text.
bool shares_word(std::string_view name, std::string_view other) {
    constexpr std::size_t shortest = 4;
    for (std::size_t at = 0; at < name.size();) {
        const auto end = std::min(name.find(' ', at), name.size());
        const auto word = name.substr(at, end - at);
        const auto found = word.size() < shortest ? std::string_view::npos : other.find(word);
        if (found != std::string_view::npos && (found == 0 || other[found - 1] == ' ')) {
            const auto behind = found + word.size();
            if (behind == other.size() || other[behind] == ' ') return true;
        }
        at = end + 1;
    }
    return false;
}

}  // namespace

std::optional<Verdict> Owners::his_place(std::size_t value) const {
    if (values_[value].type != ValueType::org) return std::nullopt;
    const char* cue = bears_his_name(value)   ? "his name"
                      : is_where_he_is(value) ? "he is there"
                      : is_run_by_him(value)  ? "he runs it"
                      : takes_payment(value)  ? "paid"
                                              : nullptr;
    if (cue == nullptr) return std::nullopt;
    Verdict verdict = weigh(value);
    verdict.role = Role::offender;
    verdict.only_prior = false;
    verdict.cues = {cue};
    return verdict;
}

// "Sijo (Sijo Communications)": his name, and nobody else's.
bool Owners::bears_his_name(std::size_t value) const {
    if (page_.has_cue_in("type.org", values_[value].range)) return false;  // a school, a hostel
    bool his = false;
    for (const auto& [name, role] : persons_) {
        if (!shares_word(name, values_[value].normal)) continue;
        if (role != Role::offender) return false;
        his = true;
    }
    return his;
}

// "He's in X, Sharjah", "he plays for X", "wo X me trainer hai"; "he waits near X" is no place
// of his.
bool Owners::is_where_he_is(std::size_t value) const {
    static constexpr std::array<std::u32string_view, 14> there{
        U"is",   U"s",   U"was",  U"in",  U"at", U"for",   U"with",
        U"from", U"now", U"also", U"the", U"ab", U"plays", U"studies"};
    const auto range = values_[value].range;
    const auto clause = page_.clause_of(range.start);
    const auto he = page_.last_cue_before("role.his", range.start);
    if (!he || he->start < clause.start) return false;
    const auto from = page_.token_at(he->end), to = page_.token_at(range.start);
    constexpr std::size_t most = 4;
    if (to - from > most) return false;
    for (auto t = from; t < to; ++t) {
        if (!among(page_.word(t), there)) return false;
    }
    if (to > from && among(page_.word(to - 1), there) && page_.word(to - 1) != U"the") {
        return true;
    }
    static constexpr std::array<std::u32string_view, 4> in{U"me", U"mein", U"में", U"il"};
    const auto behind = page_.token_at(range.end);
    if (behind + 1 >= page_.tokens().size() || !among(page_.word(behind), in)) return false;
    const auto post = page_.tokens()[behind + 1].start;
    return page_.covered_by("type.role_noun", post) ||
           page_.covered_by("role.suspect_noun", post);
}

// "the master Premkumar who runs X", "Reji hai jo X chalata hai".
bool Owners::is_run_by_him(std::size_t value) const {
    if (value == 0 || values_[value - 1].type != ValueType::person) return false;
    const auto &person = values_[value - 1], &place = values_[value];
    const auto owner = persons_.find(person.normal);
    const auto clause = page_.clause_of(place.range.start);
    if (owner == persons_.end() || owner->second != Role::offender ||
        person.range.start < clause.start)
        return false;
    const Range between{person.range.end, place.range.start};
    static constexpr std::array<List, 6> hers{"role.mine",  "role.i",     "role.kin",
                                              "role.third", "role.yours", "role.hers"};
    if (std::any_of(hers.begin(), hers.end(),
                    [&](List list) { return page_.has_cue_in(list, between); }))
        return false;
    // A colon stands behind a speaker.
    if (page_.text().substr(between.start, between.end - between.start).find(U':') !=
        std::u32string::npos)
        return false;
    constexpr std::size_t reach = 20;
    const Range behind{place.range.end, std::min(clause.end, place.range.end + reach)};
    // "X के सामने खड़ा रहता है": behind it only that he runs it.
    static constexpr std::array<std::u32string_view, 8> runs{
        U"chalata",    U"chalati",    U"चलाता",  U"चलाती",
        U"nadathunnu", U"nadathunna", U"നടത്തുന്ന", U"നടത്തുന്നു"};
    for (auto t = page_.token_at(behind.start);
         t < page_.tokens().size() && page_.tokens()[t].end <= behind.end; ++t) {
        if (among(page_.word(t), runs)) return true;
    }
    return page_.has_cue_in("role.works", between);
}

// "3 lakh paid to X".
bool Owners::takes_payment(std::size_t value) const {
    const auto range = values_[value].range;
    const auto clause = page_.clause_of(range.start);
    const auto to = page_.last_cue_before("role.goal_before", range.start);
    constexpr std::size_t beside = 1, reach = 30;
    if (!to || to->start < clause.start || range.start - to->end > beside) return false;
    const auto pay = page_.last_cue_before("role.pay", to->start);
    return pay && pay->start >= clause.start && to->start - pay->end <= reach;
}

}  // namespace redaction
