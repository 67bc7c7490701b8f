#include "redaction/ownership.h"

#include <algorithm>
#include <array>

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

// Four letters tell husband from uncle and survive case endings.
std::u32string beginning_of_relative(const Page& page, std::size_t at) {
    constexpr std::size_t letters = 4;
    return std::u32string(page.word(page.token_at(at)).substr(0, letters));
}

namespace {

// "My husband's friend sends me": not the husband.
bool speaks_of_another(const Page& page, Range between) {
    static constexpr std::array<List, 4> others{"role.third", "role.neutral",
                                                "role.suspect_noun", "role.offender_noun"};
    return std::any_of(others.begin(), others.end(),
                       [&](List list) { return page.has_cue_in(list, between); });
}

// "My husband is a driver. He beats me."
bool he_does_harm_next(const Page& page, Range subject) {
    const auto clause = page.clause_of(subject.start);
    const auto first = page.token_at(clause.end);
    if (first >= page.tokens().size()) return false;
    const auto next = page.clause_of(page.tokens()[first].start);
    constexpr std::size_t beginning = 3;
    const bool is_subject =
        page.token_at(subject.start) - page.token_at(clause.start) < beginning;
    return is_subject && page.covered_by("role.his", page.tokens()[first].start) &&
           page.has_cue_in("role.harm", next) &&
           !speaks_of_another(page, {subject.end, clause.end});
}

// "A woman named X posts my photos": from here on "she" is the offender.
bool presents_woman(const Page& page) {
    const auto& frames = page.cues("role.she_frame");
    return std::any_of(frames.begin(), frames.end(), [&](Range frame) {
        const auto clause = page.clause_of(frame.start);
        return page.has_cue_in("role.harm", {frame.end, clause.end}) &&
               !page.has_cue_in("role.help", clause) && !page.has_cue_in("role.kin", clause);
    });
}

}  // namespace

namespace {

class StoryReader {
  public:
    StoryReader(const Page& page, const std::vector<Candidate>& values)
        : page_(page), values_(values) {}

    // Somebody, or the name right behind the word, is the subject of a deed of harm.
    bool does_harm(Range subject) const {
        constexpr std::size_t reach = 60;
        const auto clause = page_.clause_of(subject.start);
        const auto named = with_name(subject);
        const auto end = std::min({clause.end, subject.end + reach, next_name(named.end)});
        const Range behind{subject.end, std::max(end, subject.end)};
        const bool object = page_.has_cue_in("role.his", {clause.start, subject.start});
        if (object || page_.has_cue_in("role.passive", behind) ||
            case_of(page_, named) == Case::object || case_of(page_, subject) == Case::object)
            return false;
        const auto harm = page_.first_cue_after("role.harm", behind.start);
        if (!harm || harm->end > behind.end) return he_does_harm_next(page_, subject);
        return !speaks_of_another(page_, {subject.end, harm->start});
    }

  private:
    // The first name that begins behind `at`.
    const Candidate* name_behind(std::size_t at) const {
        const auto found = std::find_if(values_.begin(), values_.end(), [&](const auto& value) {
            return value.type == ValueType::person && value.range.start >= at;
        });
        return found == values_.end() ? nullptr : &*found;
    }
    // "my husband Rajan": the word and its name.
    Range with_name(Range subject) const {
        constexpr std::size_t touching = 2;
        const auto* name = name_behind(subject.end);
        const bool apposed = name != nullptr && name->range.start <= subject.end + touching;
        return {subject.start, apposed ? name->range.end : subject.end};
    }
    // Where another one begins who may act himself; "X and his mother Y beat me" goes on.
    std::size_t next_name(std::size_t at) const {
        for (const auto* name = name_behind(at); name != nullptr;
             name = name_behind(name->range.end)) {
            if (case_of(page_, name->range) != Case::bare) continue;
            if (!page_.has_cue_in("role.and", {at, name->range.start}))
                return name->range.start;
        }
        return page_.text().size();
    }

    const Page& page_;
    const std::vector<Candidate>& values_;
};

}  // namespace

void read_story(const Page& page, const std::vector<Candidate>& values, Story& story) {
    const StoryReader reader(page, values);
    story.speaks_of_fakes = story.speaks_of_fakes || !page.cues("role.fake").empty();
    for (const auto& partner : page.cues("role.partner")) {
        if (reader.does_harm(partner))
            story.harmful_relatives.push_back(beginning_of_relative(page, partner.start));
    }
    story.she_is_offender = story.she_is_offender || presents_woman(page);
    for (const auto& she : page.cues("role.hers")) {
        const auto clause = page.clause_of(she.start);
        const bool protected_woman = page.has_cue_in("role.kin", {clause.start, she.start}) ||
                                     page.has_cue_in("role.third", {clause.start, she.start});
        story.she_is_offender =
            story.she_is_offender || (reader.does_harm(she) && !protected_woman);
    }
}

namespace {

// The word for a man right before or behind his name: "driver Chandran", "Usha teacher".
std::optional<std::u32string> epithet_of(const Page& page, Range name) {
    static constexpr std::array<List, 5> words{"role.kin", "role.third", "role.suspect_noun",
                                               "role.neutral", "type.honorific_after"};
    static const ListSet set = set_of(words);
    constexpr std::size_t touching = 2;
    const auto& tokens = page.tokens();
    const auto first = page.token_at(name.start), next = page.token_at(name.end);
    const auto is_word = [&](std::size_t token) { return (page.lists_of(token) & set).any(); };
    if (first > 0 && name.start - tokens[first - 1].end <= touching && is_word(first - 1))
        return beginning_of_relative(page, tokens[first - 1].start);
    if (next < tokens.size() && tokens[next].start - name.end <= touching && is_word(next))
        return beginning_of_relative(page, tokens[next].start);
    return std::nullopt;
}

}  // namespace

void learn_epithets(const Page& page, const std::vector<Candidate>& values,
                    const std::map<std::string, Role>& persons, Story& story) {
    std::map<std::u32string, bool> accused;  // false where another bears the word as well
    for (const auto& value : values) {
        const auto person = persons.find(value.normal);
        if (value.type != ValueType::person || person == persons.end()) continue;
        const auto epithet = epithet_of(page, value.range);
        if (!epithet) continue;
        const bool his = person->second == Role::offender;
        const auto known = accused.emplace(*epithet, his).first;
        known->second = known->second && his;
    }
    for (const auto& [word, his] : accused) {
        if (his) story.harmful_relatives.push_back(word);
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
    : page_(page),
      values_(values),
      story_(story),
      policy_(policy),
      weighed_(values.size()),
      next_person_(values.size(), page.text().size()) {
    for (std::size_t v = values.size(); v-- > 1;) {
        const bool person = values[v].type == ValueType::person;
        next_person_[v - 1] = person ? values[v].range.start : next_person_[v];
    }
    attached_to_.resize(values.size());
    for (std::size_t v = 1; v < values.size(); ++v) {
        if (values[v].type == ValueType::person) continue;
        const bool person = values[v - 1].type == ValueType::person;
        const auto owner = person ? std::optional(v - 1) : attached_to_[v - 1];
        if (owner && touches_the_one_before(v)) attached_to_[v] = owner;
    }
}

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

// "Ramesh, 68300 12345, follows me", "Ramesh (68300 12345)": given in passing, with nothing but
// its label between.
bool Owners::touches_the_one_before(std::size_t value) const {
    const auto from = values_[value - 1].range.end, to = values_[value].range.start;
    constexpr std::size_t longest = 24;
    if (to - from > longest || !only_labels_between(from, to)) return false;
    const auto between = std::u32string_view(page_.text()).substr(from, to - from);
    return between.find_first_of(U"\n.;") == std::u32string_view::npos;
}

bool Owners::only_labels_between(std::size_t from, std::size_t to) const {
    static constexpr std::array<List, 8> labels{"type.phone",   "type.account", "type.upi",
                                                "type.handle",  "type.is",      "type.age",
                                                "type.vehicle", "type.ifsc"};
    static const ListSet set = set_of(labels);
    const auto& tokens = page_.tokens();
    for (auto t = page_.token_at(from); t < tokens.size() && tokens[t].start < to; ++t) {
        if ((page_.lists_of(t) & set).none()) return false;
    }
    return true;
}

// "Rohit calls me from X at night": the sentence goes on behind what it is done with.
bool Owners::is_passed_over(std::size_t value) const {
    if (values_[value].type == ValueType::person) return false;
    const auto from = values_[value - 1].range.end, to = values_[value].range.start;
    static constexpr std::array<List, 4> others{"role.and", "role.mine", "role.kin",
                                                "role.third"};
    for (const auto list : others) {
        if (page_.has_cue_in(list, {from, to})) return false;
    }
    const auto between = std::u32string_view(page_.text()).substr(from, to - from);
    return page_.clause_of(from).end >= to && between.find(U',') == std::u32string_view::npos;
}

// The first value behind a person that is not given in passing; behind anything else the next.
std::size_t Owners::first_unattached(std::size_t value) const {
    auto next = value + 1;
    if (values_[value].type != ValueType::person) return next;
    while (next < values_.size() && (is_attached(next) || is_passed_over(next))) ++next;
    return next;
}

// A denial is heard to the end of its clause: "the number X on that page is not mine".
std::size_t Owners::end_of_denial(std::size_t token, Range clause) const {
    const auto& tokens = page_.tokens();
    if (token >= tokens.size()) return 0;
    const auto denied = page_.first_cue_after("role.denied", tokens[token].start);
    if (!denied || denied->end > clause.end) return 0;
    return page_.token_at(denied->end);
}

// Where the line before begins, if it is a label on a line of its own: "Phone of the accused",
// "My husband:".
std::size_t Owners::label_line_before(std::size_t value) const {
    const auto start = values_[value].range.start;
    const auto line = page_.line_of(start);
    const auto& tokens = page_.tokens();
    const auto first = page_.token_at(line.start);
    if (line.start == 0 || (first < tokens.size() && tokens[first].start < start)) return start;
    const auto label = page_.line_of(line.start - 1);
    if (value > 0 && values_[value - 1].range.end > label.start) return start;
    return is_label_line(label) ? label.start : start;
}

bool Owners::is_label_line(Range line) const {
    static constexpr std::array<List, 14> words{
        "type.phone",  "type.name_label", "type.is",    "type.account",      "type.upi",
        "type.handle", "type.ifsc",       "type.card",  "type.vehicle",      "type.address",
        "role.mine",   "role.kin",        "role.third", "role.offender_noun"};
    static const ListSet set = set_of(words);
    constexpr std::size_t most_tokens = 6, shortest_word = 4;
    const auto& tokens = page_.tokens();
    std::size_t count = 0;
    bool all = true;
    for (auto t = page_.token_at(line.start); t < tokens.size() && tokens[t].start < line.end;
         ++t, ++count) {
        const bool small = tokens[t].end - tokens[t].start < shortest_word;
        all = all && (small || (page_.lists_of(t) & set).any());
    }
    const auto text =
        std::u32string_view(page_.text()).substr(line.start, line.end - line.start);
    const auto last = text.find_last_not_of(U" \t\r\n");
    const bool colon = last != std::u32string_view::npos && text[last] == U':';
    return count > 0 && count <= most_tokens && (all || colon);
}

Owners::Window Owners::window_of(std::size_t value) const {
    constexpr std::size_t tokens_left = 9, tokens_right = 6;
    const auto range = values_[value].range;
    auto clause = page_.clause_of(range.start);
    clause.start = std::min(clause.start, label_line_before(value));
    const auto& tokens = page_.tokens();
    const auto next = first_unattached(value);
    Window window;
    window.left_token = page_.token_at(range.start);
    window.right_token = page_.token_at(values_[next - 1].range.end);
    const auto first = window.left_token > tokens_left ? window.left_token - tokens_left : 0;
    window.left = {std::max(clause.start, first < tokens.size() ? tokens[first].start : 0),
                   range.start};
    const auto last = std::min(
        std::max(window.right_token + tokens_right, end_of_denial(window.right_token, clause)),
        tokens.size());
    window.right = {
        range.end,
        std::min(clause.end, last > 0 ? std::max(tokens[last - 1].end, range.end) : range.end)};
    if (value > 0 && values_[value - 1].range.end > window.left.start) {
        window.left.start = cut_between(values_[value - 1].range.end, range.start, true);
    }
    if (next < values_.size() && values_[next].range.start < window.right.end) {
        const auto from = values_[next - 1].range.end;
        window.right.end = cut_between(from, values_[next].range.start, false);
    }
    window.right.end = std::max(window.right.end, window.right.start);
    window.until = std::min(clause.end, next_person_[value]);
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
    if (!is_attached(value) && cut_between(from, to, true) != from) return;
    weighing.beside_person(owner->second, is_attached(value) ? 0 : between);
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
    // A colon stands behind a speaker, not in a list.
    return page_.text().substr(from, to - from).find_first_of(U"\n:") == std::u32string::npos;
}

const Verdict& Owners::weigh(std::size_t value) const {
    auto& verdict = weighed_[value];
    if (!verdict) {
        const auto window = window_of(value);
        Weighing weighing(page_, values_[value], story_, policy_.weights());
        look_for_person(value, weighing);
        weighing.look(window.left, window.left_token, window.right, window.right_token,
                      window.until);
        verdict = weighing.verdict();
    }
    return *verdict;
}

// What the others of the same list are said to be.
std::optional<Verdict> Owners::said_in_list(std::size_t value) const {
    constexpr int longest_list = 8;
    const auto decided = [&](std::size_t other) -> std::optional<Verdict> {
        auto said = weigh(other);
        if (said.only_prior || said.role == Role::unknown) return std::nullopt;
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
        auto said = weigh(other);
        if (said.role == Role::unknown) continue;
        said.cues.emplace_back("same account");
        return said;
    }
    return std::nullopt;
}

// "Naam X", "പേര് X", "Name: X".
bool Owners::follows_name_label(std::size_t token) const {
    if (token == 0) return false;
    const auto before = page_.tokens()[token - 1].start;
    return page_.covered_by("type.name_label", before) || page_.covered_by("type.is", before);
}

// "His number is X. Gpay Y.", "my mail X, insta Y": nothing claims this value, and the one
// before it, in the same breath, is claimed.
std::optional<Verdict> Owners::said_before(std::size_t value) const {
    if (value == 0) return std::nullopt;
    const auto &before = values_[value - 1], &one = values_[value];
    const Range between{before.range.end, one.range.start};
    const std::size_t reach = is_his_kind(one.type) ? 70 : 45;
    if (between.end < between.start || between.end - between.start > reach) return std::nullopt;
    static constexpr std::array<List, 9> owners{
        "role.mine",  "role.kin",  "role.third", "role.contact_request",
        "role.yours", "role.hers", "role.help",  "role.offender_noun",
        "role.fake"};
    const auto clause = page_.clause_of(one.range.start);
    for (const auto list : owners) {
        if (page_.has_cue_in(list, between) ||
            page_.has_cue_in(list, {one.range.end, clause.end}))
            return std::nullopt;
    }
    const auto token = page_.token_at(one.range.start);
    if (token > 0 && page_.covered_by("role.i", page_.tokens()[token - 1].start))
        return std::nullopt;
    if (one.type == ValueType::person && !follows_name_label(token)) return std::nullopt;
    const auto text =
        std::u32string_view(page_.text()).substr(between.start, between.end - between.start);
    if (text.find(U'\n') != std::u32string_view::npos) return std::nullopt;
    auto said = weigh(value - 1);
    if (const auto person = persons_.find(before.normal);
        before.type == ValueType::person && person != persons_.end())
        said.role = person->second;
    if (said.only_prior || said.role == Role::unknown || said.role == Role::official)
        return std::nullopt;
    if (said.role == Role::offender && !may_be_his_too(value)) return std::nullopt;
    // "my mail X, insta Y": only what follows at once.
    constexpr std::size_t at_once = 20;
    const bool one_breath = one.type == ValueType::social_handle &&
                            clause.start <= between.start && text.size() <= at_once &&
                            !page_.has_cue_in("role.his", between);
    if (said.role != Role::offender && !one_breath) return std::nullopt;
    said.cues.emplace_back("goes on");
    return said;
}

// Words by which somebody who is not accused claims a value: in its window her own, in its
// whole sentence those of relatives and friends.
bool Owners::is_claimed(std::size_t value) const {
    static constexpr std::array<List, 5> hers{"role.mine", "role.contact_request",
                                              "role.no_contact", "role.yours", "role.i"};
    static constexpr std::array<List, 4> others{"role.kin", "role.third", "role.hers",
                                                "role.help"};
    const auto window = window_of(value);
    const Range near{window.left.start, window.right.end};
    const auto clause = page_.clause_of(values_[value].range.start);
    const auto among = [&](const auto& lists, Range range) {
        return std::any_of(lists.begin(), lists.end(),
                           [&](List list) { return page_.has_cue_in(list, range); });
    };
    const bool me = window.left_token > 0 &&
                    page_.covered_by("role.me", page_.tokens()[window.left_token - 1].start);
    return me || among(hers, near) || among(others, clause) || is_of_nobody(value);
}

bool Owners::tells_of_harm(Range clause) const {
    static constexpr std::array<List, 3> words{"role.harm", "role.offender_noun",
                                               "role.receive"};
    return std::any_of(words.begin(), words.end(),
                       [&](List list) { return page_.has_cue_in(list, clause); });
}

// A clause that says nothing but values and their labels: "2. 68310 12345", "Caller 3: ...".
bool Owners::is_bare(Range clause) const {
    constexpr std::size_t most_words = 1, longest = 160;
    if (clause.end - clause.start > longest) return false;
    const auto& tokens = page_.tokens();
    std::size_t words = 0;
    for (auto t = page_.token_at(clause.start);
         t < tokens.size() && tokens[t].end <= clause.end; ++t) {
        const bool word = tokens[t].kind == understanding::TokenKind::word;
        if (word && !is_in_value(tokens[t].start) &&
            !only_labels_between(tokens[t].start, tokens[t].end))
            ++words;
    }
    return words <= most_words;
}

bool Owners::is_in_value(std::size_t at) const {
    const auto behind = std::upper_bound(
        values_.begin(), values_.end(), at,
        [](std::size_t point, const Candidate& value) { return point < value.range.start; });
    return behind != values_.begin() && at < std::prev(behind)->range.end;
}

// The nearest clause before or behind that tells something; empty where the paragraph ends.
Range Owners::clause_beside(std::size_t value, Range from, bool before) const {
    constexpr int most_bare = 8;
    const auto start = values_[value].range.start;
    for (int i = 0; i < most_bare; ++i) {
        const auto at = before ? from.start : from.end;
        if (before ? at == 0 : at >= page_.text().size()) break;
        const auto next = page_.clause_of(before ? at - 1 : at);
        if (next.start == from.start || next.end <= next.start) break;
        if (!is_bare(next))
            return page_.zone_at(next.start) == page_.zone_at(start) ? next : Range{};
        from = next;
    }
    return {};
}

// Hers of the same kind is told elsewhere, so a lonely one need not be hers.
bool Owners::she_gave_another(std::size_t value) const {
    const auto type = values_[value].type;
    const auto [known, is_new] = hers_.try_emplace(type);
    auto& hers = known->second;
    constexpr std::size_t enough = 2;
    for (std::size_t other = 0; is_new && other < values_.size() && hers.size() < enough;
         ++other) {
        if (values_[other].type != type || weigh(other).only_prior ||
            weigh(other).role != Role::complainant)
            continue;
        if (hers.empty() || hers[0] != values_[other].normal)
            hers.push_back(values_[other].normal);
    }
    return std::any_of(hers.begin(), hers.end(),
                       [&](const auto& normal) { return normal != values_[value].normal; });
}

// "Somebody keeps ringing. The number shows X.", "X \n Y \n These two call all night.": nobody
// claims it, and the sentence beside it tells of harm.
std::optional<Verdict> Owners::told_beside(std::size_t value) const {
    static constexpr std::array types{ValueType::phone, ValueType::email, ValueType::upi_vpa,
                                      ValueType::bank_account, ValueType::vehicle_reg};
    const auto& one = values_[value];
    if (std::find(types.begin(), types.end(), one.type) == types.end()) return std::nullopt;
    const auto* zone = page_.zone_at(one.range.start);
    const bool fresh = zone == nullptr || (zone->owner == understanding::ZoneOwner::writer &&
                                           zone->kind == understanding::ZoneKind::fresh);
    const auto clause = page_.clause_of(one.range.start);
    if (!fresh || is_claimed(value)) return std::nullopt;
    const bool vehicle = one.type == ValueType::vehicle_reg;
    const auto accuses = [&](Range beside) {
        if (beside.end <= beside.start || !tells_of_harm(beside)) return false;
        return !page_.has_cue_in("role.contact_request", beside);
    };
    const bool here = tells_of_harm(clause);
    const auto before = clause_beside(value, clause, true);
    const bool told = here || accuses(before) || accuses(clause_beside(value, clause, false));
    // "Somebody keeps ringing. The number is X."
    const bool named = accuses(before) && page_.has_cue_in("role.offender_noun", before);
    if (!told || !(here || vehicle || named || she_gave_another(value))) return std::nullopt;
    Verdict said = weigh(value);
    said.role = Role::offender;
    said.cues.emplace_back("told beside");
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

// "Ramya (68300 12345)" got his messages: what is given in passing is the person's, and nobody
// has accused her.
bool Owners::is_of_nobody(std::size_t value) const {
    if (!is_attached(value)) return false;
    const auto owner = persons_.find(values_[*attached_to_[value]].normal);
    return owner != persons_.end() && owner->second == Role::unknown;
}

Verdict Owners::decide(std::size_t value) const {
    auto own = weigh(value);
    if (own.role == Role::offender && !own.denied && is_of_nobody(value))
        own.role = Role::unknown;
    if (auto account = said_of_account(value)) return *account;
    if (own.role != Role::unknown && !own.cues.empty() && !own.only_prior) return own;
    if (own.denied) return own;
    if (auto list = said_in_list(value)) return *list;
    if (auto before = said_before(value)) return *before;
    if (own.role == Role::unknown) {
        if (auto told = told_beside(value)) return *told;
    }
    return own;
}

}  // namespace redaction
