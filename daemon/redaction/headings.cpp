// The part of Owners that reads lists under a heading: "Details of the man:", and below it line
// after line a label with its value.
#include <algorithm>
#include <array>

#include "redaction/grammar.h"
#include "redaction/ownership.h"

namespace redaction {

// The nearest heading above, over lines that hold nothing but values and their labels.
std::optional<Range> Owners::heading_above(std::size_t value) const {
    constexpr int most_lines = 8;
    auto line = page_.line_of(values_[value].range.start);
    for (int i = 0; i < most_lines && line.start > 0 && is_listed(line); ++i) {
        line = page_.line_of(line.start - 1);
        if (is_his_form(line) || heads_his(line)) return line;
    }
    return std::nullopt;
}

std::optional<Verdict> Owners::said_under_heading(std::size_t value) const {
    const auto heading = heading_above(value);
    const bool his = heading && (is_his_form(*heading) || *heads_his(*heading));
    if (!his || is_claimed(value)) return std::nullopt;
    Verdict said = weigh(value);
    said.role = Role::offender;
    said.only_prior = false;
    said.cues.emplace_back("heading");
    return said;
}

// "Name of the accused: X", with his bike on the line below.
bool Owners::is_his_form(Range line) const {
    const auto* zone = page_.zone_at(line.start);
    return line.end > line.start && zone != nullptr &&
           zone->kind == understanding::ZoneKind::form_line &&
           zone->owner == understanding::ZoneOwner::other;
}

// "Phone: 68300 12345". A name alone may sign the mail, "Complainant: Anitha" begins what is
// hers.
bool Owners::is_listed(Range line) const {
    const auto* zone = page_.zone_at(line.start);
    if (zone != nullptr && (zone->kind != understanding::ZoneKind::fresh ||
                            zone->owner != understanding::ZoneOwner::writer))
        return false;
    static constexpr std::array<List, 5> others{"role.woman", "role.hers", "role.mine",
                                                "role.kin", "role.third"};
    if (std::any_of(others.begin(), others.end(),
                    [&](List list) { return page_.has_cue_in(list, line); }))
        return false;
    const auto text =
        std::u32string_view(page_.text()).substr(line.start, line.end - line.start);
    const bool parted = text.find(U':') != std::u32string_view::npos ||
                        text.find(U" - ") != std::u32string_view::npos ||
                        text.find(U" – ") != std::u32string_view::npos;
    return parted && is_bare(line);
}

// Nothing if the line is no heading: a few words and a colon, without a value.
std::optional<bool> Owners::heads_his(Range line) const {
    constexpr std::size_t most_words = 8;
    const auto text =
        std::u32string_view(page_.text()).substr(line.start, line.end - line.start);
    const auto last = text.find_last_not_of(U" \t\r");
    const auto words = page_.token_at(line.end) - page_.token_at(line.start);
    if (last == std::u32string_view::npos || text[last] != U':' || words > most_words)
        return std::nullopt;
    const auto has = [&](List list) { return page_.has_cue_in(list, line); };
    static constexpr std::array<List, 7> others{
        "role.mine", "role.kin",  "role.third",          "role.i",
        "role.me",   "role.harm", "role.contact_request"};
    return (has("role.his_own") || is_about_offender(line)) &&
           std::none_of(others.begin(), others.end(), has);
}

// "Details of the man:", "Accused details:", "prathiyude vivarangal:", but not "What the man
// took:".
bool Owners::is_about_offender(Range line) const {
    const auto noun = page_.first_cue_after("role.offender_noun", line.start);
    if (!noun || noun->end > line.end) return false;
    const auto behind = page_.token_at(noun->end);
    const bool ends =
        behind >= page_.tokens().size() || page_.tokens()[behind].start >= line.end;
    return ends || case_of(page_, *noun) == Case::genitive ||
           page_.word(page_.token_at(noun->start)) == U"accused";
}

}  // namespace redaction
