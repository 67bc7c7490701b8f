#include "redaction/narrative.h"

#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"

namespace redaction {

namespace {

bool has_any(const Page& page, const ListSet& lists, Range range) {
    const auto& tokens = page.tokens();
    for (auto t = page.token_at(range.start); t < tokens.size() && tokens[t].start < range.end;
         ++t) {
        if ((page.lists_of(t) & lists).any()) return true;
    }
    return false;
}

bool parts_paragraphs(const Page& page, std::size_t from, std::size_t to) {
    const auto between = std::u32string_view(page.text()).substr(from, to - from);
    return std::count(between.begin(), between.end(), U'\n') > 1;
}

}  // namespace

Narrative::Narrative(const Page& page, const std::vector<Candidate>& values, const Story& story)
    : page_(page), values_(values), story_(story), told_from_(page.text().size()) {
    for (std::size_t v = 0; v < values.size(); ++v) {
        if (values[v].type == ValueType::person && acts(v))
            actors_.push_back(values[v].range.start);
    }
    for (const List list :
         {List("role.his"), List("role.harm"), List("role.offender_noun"), List("role.fake")}) {
        if (const auto first = page.first_cue_after(list, 0))
            told_from_ = std::min(told_from_, first->start);
    }
}

// Not "X ne Y ko maara", "X ammaye Y thallunnu": the verb behind Y is X's.
bool Narrative::acts(std::size_t value) const {
    const auto name = values_[value].range;
    if (case_of(page_, name) == Case::object) return false;
    const auto kin = page_.last_cue_before("role.kin", name.start);
    constexpr std::size_t touching = 2;
    return !kin || name.start - kin->end > touching || case_of(page_, *kin) != Case::object;
}

std::size_t Narrative::actor_from(std::size_t at) const {
    const auto next = std::lower_bound(actors_.begin(), actors_.end(), at);
    return next == actors_.end() ? page_.text().size() : *next;
}

bool Narrative::is_first(std::size_t person) const {
    const auto start = values_[person].range.start;
    return start <= actor_from(0) && start <= told_from_;
}

// "I met Arjun in June. He ...": besides her nobody was spoken of.
bool Narrative::is_only_other(std::size_t person) const {
    const auto name = values_[person].range;
    const auto i = page_.last_cue_before("role.i", name.start);
    return is_first(person) && i && i->start >= page_.clause_of(name.start).start;
}

bool Narrative::is_pronoun_for_him(std::size_t token) const {
    const Range word{page_.tokens()[token].start, page_.tokens()[token].end};
    const bool she = story_.she_is_offender && page_.covered_by("role.hers", word.start);
    return (she || page_.covered_by("role.his", word.start)) &&
           case_of(page_, word) == Case::bare;
}

// Who acts in a sentence that names nobody: the pronoun within its first words, or nobody at
// all, which in Malayalam and Hindi means the one of the sentence before.
TakenUp Narrative::takes_up(Range sentence) const {
    static const ListSet others =
        set_of(std::array<List, 7>{"role.i", "role.mine", "role.kin", "role.third",
                                   "role.neutral", "role.hers", "role.offender_noun"});
    constexpr std::size_t beginning = 4;
    const auto& tokens = page_.tokens();
    const auto first = page_.token_at(sentence.start);
    for (auto t = first;
         t < tokens.size() && t < first + beginning && tokens[t].end <= sentence.end; ++t) {
        if (is_pronoun_for_him(t)) return TakenUp::by_pronoun;
        if ((page_.lists_of(t) & others).any()) break;
    }
    // "मुझे मैसेज आते हैं": what comes is the subject.
    static const ListSet subjects = set_of(std::array<List, 9>{
        "role.receive", "role.i", "role.his", "role.hers", "role.kin", "role.third",
        "role.neutral", "role.suspect_noun", "role.offender_noun"});
    const bool nobody = drops_subject(page_) && !has_any(page_, subjects, sentence);
    return nobody ? TakenUp::by_nothing : TakenUp::no;
}

TakenUp Narrative::leads_into_harm(std::size_t person) const {
    static const ListSet parting =
        set_of(std::array<List, 3>{"role.his", "role.help", "type.witness"});
    static const ListSet helping = set_of(std::array<List, 2>{"role.passive", "role.help"});
    constexpr int most_sentences = 3;
    const auto name = values_[person].range;
    auto sentence = page_.clause_of(name.start);
    // "Leela saw him. He ...": the pronoun means another.
    const auto together = values_[last_of_them(person)].range.end;
    const bool told = acts(person) || is_only_other(person) || is_told_married(page_, name);
    if (!told || actor_from(together) < sentence.end ||
        has_any(page_, parting, {name.end, sentence.end}))
        return TakenUp::no;
    const bool stays_with_her = page_.has_cue_in("role.beside_her", sentence);
    auto taken = TakenUp::by_pronoun;
    for (int i = 0; i < most_sentences; ++i) {
        const auto first = page_.token_at(sentence.end);
        if (first >= page_.tokens().size()) break;
        const auto start = page_.tokens()[first].start;
        const auto next = page_.clause_of(start);
        if (parts_paragraphs(page_, sentence.end > 0 ? sentence.end - 1 : 0, start) ||
            page_.zone_at(start) != page_.zone_at(name.start) || actor_from(start) < next.end)
            break;
        const auto how = takes_up(next);
        const bool may_be_left_out =
            how == TakenUp::by_pronoun || (acts(person) && !stays_with_her);
        if (how == TakenUp::no || !may_be_left_out || has_any(page_, helping, next)) break;
        if (how == TakenUp::by_nothing) taken = how;
        if (page_.has_cue_in("role.harm", next)) return taken;
        sentence = next;
    }
    return TakenUp::no;
}

// "Ashiqueum", "സുധീഷും", "Vinod um": joined by what stands behind each.
bool Narrative::bears_and(std::size_t person) const {
    static constexpr std::array<std::u32string_view, 2> particles{U"um", U"ഉം"};
    static constexpr std::array<std::u32string_view, 2> endings{U"um", U"ും"};
    const auto last = page_.token_at(values_[person].range.end - 1);
    const auto word = page_.word(last);
    const bool ends = std::any_of(endings.begin(), endings.end(),
                                  [&](auto ending) { return word.ends_with(ending); });
    return ends || (last + 1 < page_.tokens().size() && among(page_.word(last + 1), particles));
}

// "Akshay, Rohit and Kuttan": a comma, and "and" before the next one.
bool Narrative::goes_on_in_list(std::size_t right, std::u32string_view between) const {
    if (between != U", " || right + 1 >= values_.size() ||
        values_[right + 1].type != ValueType::person)
        return false;
    const auto from = values_[right].range.end, to = values_[right + 1].range.start;
    constexpr std::size_t longest = 12;
    return to > from && to - from <= longest && page_.has_cue_in("role.and", {from, to});
}

// Between two names that are joined stand only words for what the second one is.
bool Narrative::is_joined(std::size_t left, std::size_t right) const {
    constexpr std::size_t longest = 40;
    const auto from = values_[left].range.end, to = values_[right].range.start;
    if (values_[left].type != ValueType::person || values_[right].type != ValueType::person ||
        to < from || to - from > longest)
        return false;
    static const ListSet words = set_of(std::array<List, 9>{
        "role.and", "role.kin", "role.third", "role.neutral", "role.suspect_noun",
        "role.his_own", "role.naming", "type.role_noun", "type.honorific_after"});
    const auto between = std::u32string_view(page_.text()).substr(from, to - from);
    if (between.find_first_of(U".\n;:") != std::u32string_view::npos) return false;
    bool joined = (bears_and(left) && bears_and(right)) || goes_on_in_list(right, between);
    const auto& tokens = page_.tokens();
    for (auto t = page_.token_at(from); t < tokens.size() && tokens[t].start < to; ++t) {
        const bool is_and = page_.covered_by("role.and", tokens[t].start);
        joined = joined || is_and;
        const bool small = page_.word(t).size() <= 3;  // um, the, ഉം
        if (!small && (page_.lists_of(t) & words).none()) return false;
    }
    return joined;
}

std::size_t Narrative::last_of_them(std::size_t person) const {
    constexpr std::size_t most = 4;
    auto last = person;
    while (last < person + most && last + 1 < values_.size() && is_joined(last, last + 1))
        ++last;
    return last;
}

bool Narrative::is_joined_to_the_one_before(std::size_t person) const {
    return person > 0 && is_joined(person - 1, person);
}

}  // namespace redaction
