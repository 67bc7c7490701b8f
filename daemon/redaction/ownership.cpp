#include "redaction/ownership.h"

#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

namespace {

double score_of(const std::map<Role, double>& scores, Role role) {
    const auto found = scores.find(role);
    return found == scores.end() ? 0 : found->second;
}

}  // namespace

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
    : page_(page),
      values_(values),
      story_(story),
      policy_(policy),
      narrative_(page, values, story),
      weighed_(values.size()),
      attached_to_(values.size()),
      unattached_(values.size() + 1, values.size()) {
    for (std::size_t v = 1; v < values.size(); ++v) {
        if (values[v].type == ValueType::person) continue;
        const bool person = values[v - 1].type == ValueType::person;
        const auto owner = person ? std::optional(v - 1) : attached_to_[v - 1];
        if (owner && touches_the_one_before(v)) attached_to_[v] = owner;
    }
    for (std::size_t v = values.size(); v-- > 1;)
        unattached_[v] = goes_with_the_one_before(v) ? unattached_[v + 1] : v;
}

void Owners::know_persons(const std::map<std::string, Role>& persons) {
    persons_ = persons;
    weighed_.assign(values_.size(), std::nullopt);
}

// "Reshma's number X", "Reshma (X)", "രേഷ്മയുടെ നമ്പർ X": a name close before, nothing that parts
// them.
void Owners::look_for_person(std::size_t value, Weighing& weighing) const {
    if (value == 0 || values_[value].type == ValueType::person) return;
    const auto& person = values_[attached_to_[value].value_or(value - 1)];
    const auto owner = persons_.find(person.normal);
    if (person.type != ValueType::person || owner == persons_.end()) return;
    const auto from = person.range.end, to = values_[value].range.start;
    constexpr std::size_t longest = 40, most_tokens = 3;
    const auto between = page_.token_at(to) - page_.token_at(from);
    if (!is_attached(value) && (to - from > longest || between > most_tokens)) return;
    if (page_.clause_of(from).end < to) return;
    // "Niyas beats her, phone X": a deed parts the man from what stands behind.
    if (page_.has_cue_in("role.harm", {from, to})) return;
    if (owner->second == Role::offender && is_not_his(value, person)) return;
    if (!is_attached(value) && cut_between(from, to, true) != from) return;
    const auto role = role_beside(value, person);
    weighing.beside_person(role, is_attached(value) ? 0 : between);
    const bool hers = role == Role::family || role == Role::third_party;
    if (hers && case_of(page_, with_honorific(person.range)) == Case::genitive)
        weighing.owned_by(role);
}

// Beside the name of the accused, and all the same not his.
bool Owners::is_not_his(std::size_t value, const Candidate& person) const {
    // "The watchman Pushparajan of Green Valley": where she lives as often as where he does.
    if (values_[value].type == ValueType::address && has_calling(person.range)) return true;
    // "Niyas has my phone, serial X": what he has of hers.
    // "Phone cheen liya jisme X tha": what is described is the thing.
    const Range between{person.range.end, values_[value].range.start};
    return (page_.has_cue_in("role.mine", between) && !is_own_of_name(between.start)) ||
           page_.has_cue_in("role.relative", between);
}

// Of the person whose value it is: who is to be called is not accused.
Role Owners::role_beside(std::size_t value, const Candidate& person) const {
    if (is_attached(value) && is_to_be_called(person.range)) return Role::third_party;
    if (is_title_of_accused(person)) return Role::offender;
    return persons_.at(person.normal);
}

// "Biju maash ... Maashinte number X": the title alone, by which the accused is spoken of.
bool Owners::is_title_of_accused(const Candidate& person) const {
    const auto owner = persons_.find(person.normal);
    const auto token = page_.token_at(person.range.start);
    if (owner == persons_.end() || owner->second != Role::unknown ||
        page_.token_at(person.range.end - 1) != token)
        return false;
    constexpr std::size_t shortest = 4;
    const auto word = beginning_of_relative(page_, person.range.start);
    return word.size() >= shortest && story_.harmful_relatives.contains(word);
}

// "Pinki ka apna number X".
bool Owners::is_own_of_name(std::size_t name_end) const {
    const auto particle = page_.token_at(name_end);
    const auto& tokens = page_.tokens();
    if (particle + 1 >= tokens.size()) return false;
    return is_hindi_of(page_.word(particle)) && (page_.word(particle + 1).starts_with(U"apn") ||
                                                 page_.word(particle + 1).starts_with(U"अपन"));
}

// "watchman X", "a trainer called X".
bool Owners::has_calling(Range person) const {
    constexpr std::size_t close = 2;
    const auto calling = page_.last_cue_before("role.suspect_noun", person.start);
    return calling && page_.token_at(person.start) - page_.token_at(calling->end) < close;
}

// "You may also call me, Haseena, X": who is to be called is not accused, whatever was thought
// of the name.
bool Owners::is_to_be_called(Range person) const {
    const auto clause = page_.clause_of(person.start);
    const auto request = page_.last_cue_before("role.contact_request", person.start);
    constexpr std::size_t close = 4;
    return request && request->start >= clause.start &&
           page_.token_at(person.start) - page_.token_at(request->end) <= close;
}

bool Owners::is_last_named_accused(std::size_t value) const {
    constexpr std::size_t reach = 500;
    const auto at = values_[value].range.start;
    for (auto v = value; v-- > 0 && values_[v].range.end + reach > at;) {
        if (values_[v].type != ValueType::person) continue;
        const auto owner = persons_.find(values_[v].normal);
        return owner != persons_.end() && owner->second == Role::offender;
    }
    return false;
}

// "My guide Nirmala advised me. Unki mail X": the last name in the sentence before is that of
// one who stands with her.
bool Owners::was_one_of_hers_named(std::size_t value) const {
    const auto clause = page_.clause_of(values_[value].range.start);
    if (clause.start == 0) return false;
    const auto before = page_.clause_of(clause.start - 1);
    for (auto v = value; v-- > 0 && values_[v].range.start >= before.start;) {
        if (values_[v].type != ValueType::person) continue;
        const auto owner = persons_.find(values_[v].normal);
        return owner != persons_.end() && values_[v].range.end <= before.end &&
               (owner->second == Role::family || owner->second == Role::third_party);
    }
    return false;
}

// "I think it is Maneesha. Her number was X": the last one who was named before "her" stands
// accused, "she" begins what is told next, and no other woman was spoken of since.
bool Owners::is_she_accused(std::size_t value, Range left) const {
    const auto her = page_.last_cue_before("role.hers", left.end);
    if (!her || her->start < left.start) return false;
    constexpr std::size_t reach = 500;
    for (auto v = value; v-- > 0 && values_[v].range.end + reach > her->start;) {
        if (values_[v].type != ValueType::person || values_[v].range.end > her->start) continue;
        if (is_relative_of_her(values_[v].range)) continue;
        const auto owner = persons_.find(values_[v].normal);
        if (owner == persons_.end() || owner->second != Role::offender) return false;
        const auto first = page_.first_cue_after("role.hers", values_[v].range.end);
        // "X comes to her house. He ... Her number is Y": X is a man.
        if (!first || !begins_sentence(*first) ||
            page_.has_cue_in("role.his", {values_[v].range.end, first->start}))
            return false;
        const Range since{first->start, her->start};
        return !page_.has_cue_in("role.third", since) && !page_.has_cue_in("role.woman", since);
    }
    return false;
}

// "Her husband Sunil".
bool Owners::is_relative_of_her(Range name) const {
    const auto kin = page_.last_cue_before("role.kin", name.start);
    constexpr std::size_t touching = 2;
    if (!kin || name.start - kin->end > touching) return false;
    const auto her = page_.last_cue_before("role.hers", kin->start);
    return her && kin->start - her->end <= touching;
}

// Within the first words of a sentence or behind a comma.
bool Owners::begins_sentence(Range word) const {
    constexpr std::size_t beginning = 2;
    const auto token = page_.token_at(word.start);
    if (token - page_.token_at(page_.clause_of(word.start).start) <= beginning) return true;
    const auto from = page_.tokens()[token - beginning - 1].end;
    const auto before = std::u32string_view(page_.text()).substr(from, word.start - from);
    return before.find(U',') != std::u32string_view::npos;
}

// "his numbers are A, B and C": only separators and "and" between this value and the one before
// it.
bool Owners::continues_list(std::size_t value) const {
    if (value == 0 || values_[value].type != values_[value - 1].type) return false;
    const auto from = values_[value - 1].range.end, to = values_[value].range.start;
    constexpr std::size_t longest = 24;
    if (to - from > longest) return false;
    const auto& tokens = page_.tokens();
    for (auto t = page_.token_at(from); t < tokens.size() && tokens[t].start < to; ++t) {
        constexpr std::size_t two_digits = 2;
        const bool counts = tokens[t].kind == understanding::TokenKind::digits &&
                            tokens[t].end - tokens[t].start <= two_digits;
        if (!counts && !page_.covered_by("role.and", tokens[t].start) &&
            !page_.covered_by("role.another", tokens[t].start))
            return false;
    }
    // A colon stands behind a speaker, not in a list.
    return page_.text().substr(from, to - from).find_first_of(U"\n:") == std::u32string::npos;
}

ToldOf Owners::told_of(std::size_t person, TakenUp taken_up) const {
    return {taken_up, taken_up != TakenUp::no && narrative_.is_first(person),
            narrative_.is_joined_to_the_one_before(person)};
}

const Verdict& Owners::weigh(std::size_t value) const {
    auto& verdict = weighed_[value];
    if (!verdict) {
        const auto window = window_of(value);
        Weighing weighing(page_, values_[value], story_, policy_.weights());
        look_for_person(value, weighing);
        if (is_last_named_accused(value)) weighing.he_is_accused();
        if (was_one_of_hers_named(value)) weighing.one_of_hers_was_named();
        if (is_she_accused(value, window.left)) weighing.she_is_accused();
        look_for_antecedent(value, window.left, weighing);
        const bool person = is_person(values_[value]);
        const auto taken_up = person ? narrative_.leads_into_harm(value) : TakenUp::no;
        if (person) weighing.told_of(told_of(value, taken_up));
        if (person && is_listed_with_her(value)) weighing.is_listed_with_her();
        if (is_of_somebody_named(value)) weighing.belongs_to_somebody();
        weighing.look(window);
        verdict = weighing.verdict();
        verdict->together = window.together;
        verdict->taken_up = taken_up;
    }
    return *verdict;
}

// What the others of the same list are said to be.
std::optional<Verdict> Owners::said_in_list(std::size_t value) const {
    constexpr int longest_list = 8;
    const auto decided = [&](std::size_t other) -> std::optional<Verdict> {
        auto said = weigh(other);
        if (said.only_prior || said.role == Role::unknown) return std::nullopt;
        if (said.role == Role::offender && begins_phrase_of_hers(value)) return std::nullopt;
        said.cues.emplace_back("list");
        return said;
    };
    int steps = 0;
    for (auto v = value; continues_list(v) && steps < longest_list; --v, ++steps) {
        if (auto said = decided(v - 1)) return said;
    }
    steps = 0;
    for (auto v = value + 1; v < values_.size() && continues_list(v) && steps < longest_list;
         ++v, ++steps) {
        if (auto said = decided(v)) return said;
    }
    return std::nullopt;
}

// An account and its branch code belong together.
std::optional<Verdict> Owners::said_of_account(std::size_t value) const {
    if (values_[value].type != ValueType::ifsc) return std::nullopt;
    constexpr std::size_t reach = 60;
    const auto fits = [&](std::size_t other) {
        if (other >= values_.size() || values_[other].type != ValueType::bank_account)
            return false;
        const auto& a = values_[std::min(other, value)].range;
        const auto& b = values_[std::max(other, value)].range;
        return b.start - a.end <= reach &&
               (other < value || page_.clause_of(a.start).end > b.start);
    };
    for (const auto other : {value - 1, value - 2, value + 1}) {
        if (!fits(other)) continue;
        auto said = decide(other);
        if (said.role == Role::unknown) continue;
        said.cues.emplace_back("same account");
        return said;
    }
    return std::nullopt;
}

// "My husband's shop (Devi Stores, GST X)": a tax number is that of the shop before it.
std::optional<Verdict> Owners::said_of_shop(std::size_t value) const {
    if (value == 0 || values_[value].type != ValueType::gstin ||
        values_[value - 1].type != ValueType::org || !touches_the_one_before(value))
        return std::nullopt;
    auto said = weigh(value - 1);
    if (said.role == Role::unknown || said.only_prior) return std::nullopt;
    said.cues.emplace_back("same shop");
    return said;
}

bool Owners::speaks_of_an_owner(Range words) const {
    static constexpr std::array<List, 9> owners{
        "role.mine",  "role.kin",  "role.third", "role.contact_request",
        "role.yours", "role.hers", "role.help",  "role.offender_noun",
        "role.fake"};
    return std::any_of(owners.begin(), owners.end(),
                       [&](List list) { return page_.has_cue_in(list, words); });
}

// As its own cues weigh it, or as the person is known from the whole mail.
Verdict Owners::weigh_as_known(std::size_t value) const {
    auto verdict = weigh(value);
    if (values_[value].type != ValueType::person) return verdict;
    const auto person = persons_.find(values_[value].normal);
    if (person != persons_.end()) verdict.role = person->second;
    return verdict;
}

// "His number is X. Gpay Y.", "my mail X, insta Y": nothing claims this value, and the one
// before it, in the same breath, is claimed.
std::optional<Verdict> Owners::said_before(std::size_t value) const {
    if (value == 0) return std::nullopt;
    const auto &before = values_[value - 1], &one = values_[value];
    const Range between{before.range.end, one.range.start};
    const std::size_t reach = is_his_kind(one.type) ? 70 : 45;
    if (between.end < between.start || between.end - between.start > reach) return std::nullopt;
    const auto clause = page_.clause_of(one.range.start);
    if (speaks_of_an_owner(between) || speaks_of_an_owner({one.range.end, clause.end}))
        return std::nullopt;
    const auto token = page_.token_at(one.range.start);
    if (token > 0 && page_.covered_by("role.i", page_.tokens()[token - 1].start))
        return std::nullopt;
    if (one.type == ValueType::person && !follows_name_label(token)) return std::nullopt;
    const auto text =
        std::u32string_view(page_.text()).substr(between.start, between.end - between.start);
    if (text.find(U'\n') != std::u32string_view::npos) return std::nullopt;
    auto said = weigh_as_known(value - 1);
    if (said.only_prior || said.role == Role::unknown || said.role == Role::official ||
        (said.role == Role::offender && !may_be_his_too(value)))
        return std::nullopt;
    // "Niyas beats her, phone X": the deed has come between.
    const bool reached = one.type == ValueType::phone || one.type == ValueType::email;
    if (reached && page_.has_cue_in("role.harm", between)) return std::nullopt;
    // "my mail X, insta Y": only what follows at once.
    constexpr std::size_t at_once = 20;
    const bool one_breath = one.type == ValueType::social_handle &&
                            clause.start <= between.start && text.size() <= at_once &&
                            !page_.has_cue_in("role.his", between);
    if (said.role != Role::offender && !one_breath) return std::nullopt;
    said.cues.emplace_back("goes on");
    return said;
}

// A bare phone or address behind something of his may be hers; with a label of its own it goes
// on with his.
bool Owners::may_be_his_too(std::size_t value) const {
    const auto type = values_[value].type;
    if (type != ValueType::phone && type != ValueType::email) return is_his_kind(type);
    const auto token = page_.token_at(values_[value].range.start);
    constexpr std::size_t close = 2;
    for (auto t = token > close ? token - close : 0; t < token; ++t) {
        if (page_.tokens()[t].start < values_[value - 1].range.end) continue;
        if (page_.covered_by("type.phone", page_.tokens()[t].start) ||
            page_.covered_by("type.mail", page_.tokens()[t].start))
            return true;
    }
    return false;
}

Verdict Owners::decide(std::size_t value) const {
    auto own = weigh(value);
    if (own.role == Role::offender && !own.denied && is_of_nobody(value))
        own.role = Role::unknown;
    if (auto account = said_of_account(value)) return *account;
    if (auto shop = said_of_shop(value)) return *shop;
    if (own.role != Role::unknown && !own.cues.empty() && !own.only_prior) return own;
    if (own.denied) return own;
    if (auto place = his_place(value)) return *place;
    if (auto list = said_in_list(value)) return *list;
    if (auto heading = said_under_heading(value)) return *heading;
    if (auto before = said_before(value)) return *before;
    if (own.role == Role::unknown) {
        if (auto pair = said_of_pair(value)) return *pair;
        if (auto told = told_beside(value)) return *told;
        if (auto left = left_over(value)) return *left;
    }
    return own;
}

}  // namespace redaction
