#include "redaction/ownership.h"

#include <algorithm>
#include <array>

#include "redaction/weighing.h"

namespace redaction {

namespace {

bool needs_wide_margin(ValueType type) {
    switch (type) {
        case ValueType::person:
        case ValueType::phone:
        case ValueType::email:
        case ValueType::upi_vpa:
        case ValueType::bank_account:
        case ValueType::address:
        case ValueType::org:
            return true;
        case ValueType::aadhaar:
        case ValueType::vid:
        case ValueType::pan:
        case ValueType::voter_epic:
        case ValueType::passport:
        case ValueType::driving_licence:
        case ValueType::vehicle_reg:
        case ValueType::gstin:
        case ValueType::ifsc:
        case ValueType::card:
        case ValueType::upi_ref:
        case ValueType::pin_code:
        case ValueType::ip:
        case ValueType::imei:
        case ValueType::url:
        case ValueType::social_handle:
        case ValueType::dob:
        case ValueType::age:
        case ValueType::gps:
        case ValueType::case_ref:
        case ValueType::misc_id:
            return false;
    }
    return true;
}

double score_of(const std::map<Role, double>& scores, Role role) {
    const auto found = scores.find(role);
    return found == scores.end() ? 0 : found->second;
}

}  // namespace

// Four letters tell husband from uncle and survive case endings.
std::u32string beginning_of_relative(const Page& page, std::size_t at) {
    constexpr std::size_t letters = 4;
    return std::u32string(page.word(page.token_at(at)).substr(0, letters));
}

void read_story(const Page& page, Story& story) {
    story.speaks_of_fakes = story.speaks_of_fakes || !page.cues("role.fake").empty();
    constexpr std::size_t reach = 60;
    const auto suffers = [&](Range subject) {
        const auto clause = page.clause_of(subject.start);
        const Range behind{subject.end, std::min(clause.end, subject.end + reach)};
        const bool passive = page.has_cue_in("role.passive", behind);
        const bool object = page.has_cue_in("role.his", {clause.start, subject.start});
        return page.has_cue_in("role.harm", behind) && !passive && !object;
    };
    for (const auto& partner : page.cues("role.partner")) {
        if (suffers(partner)) {
            story.harmful_relatives.push_back(beginning_of_relative(page, partner.start));
        }
    }
    for (const auto& she : page.cues("role.hers")) {
        const auto clause = page.clause_of(she.start);
        const bool protected_woman = page.has_cue_in("role.kin", {clause.start, she.start}) ||
                                     page.has_cue_in("role.third", {clause.start, she.start});
        story.she_is_offender = story.she_is_offender || (suffers(she) && !protected_woman);
    }
}

Role winner(const std::map<Role, double>& scores, ValueType type, const Margins& margins) {
    Role best = Role::complainant;
    for (const auto role : {Role::family, Role::third_party}) {
        if (score_of(scores, role) > score_of(scores, best)) best = role;
    }
    const double hers = score_of(scores, best), his = score_of(scores, Role::offender);
    const double wide = needs_wide_margin(type) ? margins.offender : margins.protected_roles;
    if (hers > 0 && hers - his >= margins.protected_roles) return best;
    if (his > 0 && his - std::max(hers, 0.0) >= wide) return Role::offender;
    return Role::unknown;
}

Owners::Owners(const Page& page, const std::vector<Candidate>& values, const Story& story,
               const Policy& policy)
    : page_(page), values_(values), story_(story), policy_(policy), weighed_(values.size()) {}

// Without a comma the next value's words begin with its preposition or its owner: "A to his
// account B".
std::optional<std::size_t> Owners::border_between(std::size_t left_end,
                                                  std::size_t right_start) const {
    static constexpr std::array<List, 6> beginnings{"role.goal_before", "role.source_before",
                                                    "role.mine",        "role.his",
                                                    "role.kin",         "role.third"};
    std::optional<std::size_t> border;
    for (const auto list : beginnings) {
        const auto hit = page_.first_cue_after(list, left_end);
        if (!hit || hit->end > right_start) continue;
        const auto token = page_.token_at(hit->start);
        const bool predicate = token > 0 && page_.tokens()[token - 1].start >= left_end &&
                               page_.covered_by("type.is", page_.tokens()[token - 1].start);
        if (!predicate && (!border || hit->start < *border)) border = hit->start;
    }
    return border;
}

// Where one value's words end and the next one's begin: the first or last "and" or comma, else
// the edge itself.
std::size_t Owners::cut_between(std::size_t left_end, std::size_t right_start,
                                bool want_last) const {
    std::optional<std::size_t> cut;
    const auto consider = [&](std::size_t at) {
        if (!cut || (want_last ? at > *cut : at < *cut)) cut = at;
    };
    constexpr std::size_t reach = 400;
    for (auto i = want_last && right_start - left_end > reach ? right_start - reach : left_end;
         i < std::min(right_start, left_end + reach) || (want_last && i < right_start); ++i) {
        if (page_.text()[i] == U',') consider(i);
    }
    if (const auto hit = want_last ? page_.last_cue_before("role.and", right_start)
                                   : page_.first_cue_after("role.and", left_end)) {
        if (hit->start >= left_end && hit->end <= right_start) consider(hit->start);
    }
    if (cut) return *cut;
    if (const auto border = border_between(left_end, right_start)) return *border;
    return want_last ? left_end : right_start;
}

Owners::Window Owners::window_of(std::size_t value) const {
    constexpr std::size_t tokens_left = 9, tokens_right = 6;
    const auto range = values_[value].range;
    const auto clause = page_.clause_of(range.start);
    const auto& tokens = page_.tokens();
    Window window;
    window.left_token = page_.token_at(range.start);
    window.right_token = page_.token_at(range.end);
    const auto first = window.left_token > tokens_left ? window.left_token - tokens_left : 0;
    window.left = {std::max(clause.start, first < tokens.size() ? tokens[first].start : 0),
                   range.start};
    const auto last = std::min(window.right_token + tokens_right, tokens.size());
    window.right = {
        range.end,
        std::min(clause.end, last > 0 ? std::max(tokens[last - 1].end, range.end) : range.end)};
    if (value > 0 && values_[value - 1].range.end > window.left.start) {
        window.left.start = cut_between(values_[value - 1].range.end, range.start, true);
    }
    if (value + 1 < values_.size() && values_[value + 1].range.start < window.right.end) {
        window.right.end = cut_between(range.end, values_[value + 1].range.start, false);
    }
    window.right.end = std::max(window.right.end, window.right.start);
    return window;
}

void Owners::know_persons(const std::map<std::string, Role>& persons) {
    persons_ = persons;
    weighed_.assign(values_.size(), std::nullopt);
}

// "Reshma's number X", "Reshma (X)", "രേഷ്മയുടെ നമ്പർ X": a name close before, nothing that parts
// them.
void Owners::look_for_person(std::size_t value, Weighing& weighing) const {
    if (value == 0 || values_[value].type == ValueType::person) return;
    const auto& person = values_[value - 1];
    const auto owner = persons_.find(person.normal);
    if (person.type != ValueType::person || owner == persons_.end()) return;
    const auto from = person.range.end, to = values_[value].range.start;
    constexpr std::size_t longest = 40, most_tokens = 3;
    const auto between = page_.token_at(to) - page_.token_at(from);
    if (to - from > longest || between > most_tokens) return;
    if (page_.clause_of(from).end < to || cut_between(from, to, true) != from) return;
    weighing.beside_person(owner->second, between);
}

// "his numbers are A, B and C": only separators and "and" between this value and the one before
// it.
bool Owners::continues_list(std::size_t value) const {
    if (value == 0 || values_[value].type != values_[value - 1].type) return false;
    const auto from = values_[value - 1].range.end, to = values_[value].range.start;
    constexpr std::size_t longest = 12;
    if (to - from > longest) return false;
    const auto& tokens = page_.tokens();
    for (auto t = page_.token_at(from); t < tokens.size() && tokens[t].start < to; ++t) {
        if (!page_.covered_by("role.and", tokens[t].start)) return false;
    }
    return page_.text().substr(from, to - from).find(U'\n') == std::u32string::npos;
}

const Verdict& Owners::weigh(std::size_t value) const {
    auto& verdict = weighed_[value];
    if (!verdict) {
        const auto window = window_of(value);
        Weighing weighing(page_, values_[value], story_, policy_.weights());
        look_for_person(value, weighing);
        weighing.look(window.left, window.left_token, window.right, window.right_token);
        verdict = weighing.verdict();
    }
    return *verdict;
}

Verdict Owners::decide(std::size_t value) const {
    auto own = weigh(value);
    if (own.role != Role::unknown && !own.cues.empty() && !own.only_prior) return own;
    constexpr int longest_list = 8;
    int steps = 0;
    for (auto v = value; continues_list(v) && steps < longest_list; --v, ++steps) {
        const auto& said = weigh(v - 1);
        if (said.only_prior || said.role == Role::unknown) continue;
        auto before = said;
        before.cues.emplace_back("list");
        return before;
    }
    steps = 0;
    for (auto v = value + 1; v < values_.size() && continues_list(v) && steps < longest_list;
         ++v, ++steps) {
        const auto& said = weigh(v);
        if (said.only_prior || said.role == Role::unknown) continue;
        auto behind = said;
        behind.cues.emplace_back("list");
        return behind;
    }
    return own;
}

}  // namespace redaction
