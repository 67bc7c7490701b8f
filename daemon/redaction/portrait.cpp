#include "redaction/portrait.h"

#include <algorithm>

#include "redaction/grammar.h"

namespace redaction {

namespace {

constexpr std::size_t index(Trait trait) { return static_cast<std::size_t>(trait); }
constexpr std::size_t index(Place place) { return static_cast<std::size_t>(place); }

void note(Portrait& portrait, Trait trait, bool is = true) {
    if (is) portrait.is.set(index(trait));
}

// Beena, Priya, Anju, സ്മിത, കാവ്യ, सुनीता.
bool ends_softly(std::u32string_view name) {
    const char32_t last = name.back();
    if (last == U'a' || (last == U'i' && !name.ends_with(U"ji"))) return true;
    constexpr char32_t first_ml = 0x0D15, last_ml = 0x0D39, i_ml = 0x0D3F;
    if ((last >= first_ml && last <= last_ml) || last == i_ml) return true;
    return last == U'ा' || last == U'ी' || last == U'ि';
}

}  // namespace

bool Portrait::has_cue(std::string_view cue) const {
    const auto found = std::lower_bound(cue_names.begin(), cue_names.end(), cue);
    return found != cue_names.end() && *found == cue &&
           is[index(Trait::of_cue) + static_cast<std::size_t>(found - cue_names.begin())];
}

Portraits::Portraits(const std::vector<Page>& pages, const std::vector<std::size_t>& pages_of,
                     const std::vector<Candidates>& values,
                     const std::vector<Mention>& mentions)
    : pages_(pages), pages_of_(pages_of), values_(values), mentions_(mentions) {
    for (const auto& of_page : values) {
        auto& persons = persons_.emplace_back();
        for (const auto& value : of_page) {
            if (value.type == ValueType::person) persons.push_back(value.range);
        }
    }
}

Portrait Portraits::of(const std::vector<std::size_t>& group, const Company& company) const {
    Portrait portrait;
    for (const auto m : group) {
        look_about(m, portrait);
        look_behind(m, portrait);
        look_far(m, portrait);
        look_at_relation(m, portrait);
        look_at_deeds(m, portrait);
        look_at_place(m, portrait);
        look_at_verdict(m, portrait);
        look_at_next_value(m, portrait);
    }
    look_at_all(group, company, portrait);
    return portrait;
}

std::size_t Portraits::next_person(std::size_t mention) const {
    const auto& persons = persons_[pages_of_[mention]];
    const auto end = mentions_[mention].candidate.range.end;
    const auto next =
        std::lower_bound(persons.begin(), persons.end(), end,
                         [](const Range& person, std::size_t at) { return person.start < at; });
    return next == persons.end() ? page(mention).text().size() : next->start;
}

std::size_t Portraits::person_before(std::size_t mention) const {
    const auto& persons = persons_[pages_of_[mention]];
    const auto start = mentions_[mention].candidate.range.start;
    const auto here =
        std::lower_bound(persons.begin(), persons.end(), start,
                         [](const Range& person, std::size_t at) { return person.start < at; });
    return here == persons.begin() ? 0 : std::prev(here)->end;
}

// The words of the sentence that names him.
void Portraits::look_about(std::size_t mention, Portrait& portrait) const {
    const auto& here = page(mention);
    const auto& tokens = here.tokens();
    const auto range = mentions_[mention].candidate.range;
    const auto clause = here.clause_of(range.start);
    const auto first = here.token_at(range.start), behind = here.token_at(range.end);
    constexpr std::size_t close = 3, longest = 40;
    for (std::size_t t = first, i = 0; t > 0 && tokens[t - 1].start >= clause.start; --t, ++i) {
        if (i >= longest) break;
        const auto place = i == 0      ? Place::right_before
                           : i < close ? Place::before
                                       : Place::earlier;
        portrait.words[index(place)] |= here.lists_of(t - 1);
    }
    const auto until = std::min(here.clause_of(range.end - 1).end, next_person(mention));
    for (std::size_t t = behind, i = 0; t < tokens.size() && tokens[t].start < until;
         ++t, ++i) {
        if (i >= longest) break;
        const auto place = i == 0      ? Place::right_behind
                           : i < close ? Place::behind
                                       : Place::later;
        portrait.words[index(place)] |= here.lists_of(t);
        if (t + 2 >= tokens.size() || tokens[t + 2].start >= until)
            portrait.words[index(Place::at_the_end)] |= here.lists_of(t);
    }
}

// The words of the sentence behind that.
void Portraits::look_behind(std::size_t mention, Portrait& portrait) const {
    const auto& here = page(mention);
    const auto& tokens = here.tokens();
    const auto end = here.clause_of(mentions_[mention].candidate.range.end - 1).end;
    const auto until = next_person(mention);
    const auto first = here.token_at(end);
    if (first >= tokens.size() || tokens[first].start >= until) return;
    const auto next = std::min(here.clause_of(tokens[first].start).end, until);
    constexpr std::size_t beginning = 3, longest = 40;
    for (auto t = first; t < tokens.size() && tokens[t].start < next && t < first + longest;
         ++t) {
        const auto place = t < first + beginning ? Place::next_begins : Place::next_goes_on;
        portrait.words[index(place)] |= here.lists_of(t);
    }
}

namespace {

// How often words of a list stand in a range, counted to `most`.
std::size_t times(const Page& page, List list, Range range, std::size_t most) {
    std::size_t count = 0;
    for (auto hit = page.first_cue_after(list, range.start);
         hit && hit->end <= range.end && count < most;
         hit = page.first_cue_after(list, hit->end))
        ++count;
    return count;
}

}  // namespace

// What is told until another is named, and since another was.
void Portraits::look_far(std::size_t mention, Portrait& portrait) const {
    const auto& here = page(mention);
    const auto range = mentions_[mention].candidate.range;
    constexpr std::size_t reach = 500, often = 3;
    const Range ahead{range.end, std::min(range.end + reach, next_person(mention))};
    const Range back{
        std::max(person_before(mention), range.start - std::min(range.start, reach)),
        range.start};
    const auto his = times(here, "role.his", ahead, often);
    const auto harm = times(here, "role.harm", ahead, often);
    note(portrait, Trait::told_of_he, his > 0);
    note(portrait, Trait::told_of_he_much, his >= often);
    note(portrait, Trait::told_of_harm, harm > 0);
    const auto his_back = times(here, "role.his", back, often);
    const auto harm_back = times(here, "role.harm", back, often);
    note(portrait, Trait::after_he, his_back > 0);
    note(portrait, Trait::after_he_much, his_back >= often);
    note(portrait, Trait::after_harm, harm_back > 0);
}

// Whose relative he is called: by the word before the relative's word.
void Portraits::look_at_relation(std::size_t mention, Portrait& portrait) const {
    const auto& here = page(mention);
    const auto start = mentions_[mention].candidate.range.start;
    const auto kin = here.last_cue_before("role.kin", start);
    constexpr std::size_t touching = 3;
    if (!kin || start - kin->end > touching) return;
    const auto first = here.token_at(kin->start);
    const auto clause = here.clause_of(start);
    if (first == 0 || here.tokens()[first - 1].start < clause.start)
        return note(portrait, Trait::kin_of_nobody);
    const auto word = here.word(first - 1);
    const bool particle = word == U"का" || word == U"की" || word == U"के" || word == U"ka" ||
                          word == U"ki" || word == U"ke";
    const auto before = here.tokens()[particle && first > 1 ? first - 2 : first - 1];
    constexpr std::size_t close = 3;
    const auto mine = here.last_cue_before("role.mine", kin->start);
    const bool is_mine =
        mine && mine->start >= clause.start && first - here.token_at(mine->start) <= close;
    const bool his =
        here.covered_by("role.his", before.start) || here.covered_by("role.hers", before.start);
    const bool another = case_of(here, {before.start, before.end}) == Case::genitive ||
                         person_before(mention) + touching >= kin->start;
    if (his) return note(portrait, Trait::kin_of_his);
    if (another && !here.covered_by("role.mine", before.start)) return;
    note(portrait, is_mine ? Trait::kin_of_hers : Trait::kin_of_nobody);
}

Range Portraits::rest_of_sentence(std::size_t mention) const {
    const auto end = mentions_[mention].candidate.range.end;
    const auto until = std::min(page(mention).clause_of(end - 1).end, next_person(mention));
    return {end, std::max(end, until)};
}

// Harm told of one who is introduced in this way or that.
void Portraits::look_at_deeds(std::size_t mention, Portrait& portrait) const {
    const auto& here = page(mention);
    const auto range = mentions_[mention].candidate.range;
    if (case_of(here, range) != Case::bare) return;
    const auto rest = rest_of_sentence(mention);
    auto harm = here.first_cue_after("role.harm", rest.start);
    if (!harm || harm->end > rest.end) return;
    while (harm && here.covered_by("role.contact_deed", harm->start))
        harm = here.first_cue_after("role.harm", harm->end);
    const bool grave = harm && harm->end <= rest.end;
    const auto first = here.token_at(range.start);
    if (first == 0) return;
    static const ListSet calling =
        set_of(std::array<List, 2>{"role.suspect_noun", "role.neutral"});
    const bool kin = here.lists_of(first - 1).test(List("role.kin").number());
    note(portrait, Trait::kin_and_harm, kin);
    note(portrait, Trait::kin_and_grave_harm, kin && grave);
    note(portrait, Trait::calling_and_grave_harm,
         !kin && grave && (here.lists_of(first - 1) & calling).any());
}

void Portraits::look_at_place(std::size_t mention, Portrait& portrait) const {
    const auto& here = page(mention);
    const auto& text = here.text();
    const auto range = mentions_[mention].candidate.range;
    const auto line = here.line_of(range.start);
    const auto blank = [&](std::size_t from, std::size_t to) {
        return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(from),
                           text.begin() + static_cast<std::ptrdiff_t>(std::max(from, to)),
                           [](char32_t c) { return is_blank(c); });
    };
    note(portrait, Trait::begins_line, blank(line.start, range.start));
    note(portrait, Trait::begins_sentence,
         blank(here.clause_of(range.start).start, range.start));
    note(portrait, Trait::titled_woman, is_titled_woman(here, range));
    note(portrait, Trait::young, is_told_young(here, range));
    const auto first = here.token_at(range.start), behind = here.token_at(range.end);
    note(portrait, Trait::several_words, behind > first + 1);
    note(portrait, Trait::ends_softly,
         !here.word(first).empty() && ends_softly(here.word(first)));
    const auto cased = case_of(here, range);
    note(portrait, Trait::owns, cased == Case::genitive);
    note(portrait, Trait::is_acted_on, cased == Case::object);
}

void Portraits::look_at_verdict(std::size_t mention, Portrait& portrait) const {
    const auto& verdict = mentions_[mention].verdict;
    switch (verdict.role) {
        case Role::offender:
            note(portrait, Trait::is_offender);
            break;
        case Role::family:
            note(portrait, Trait::is_family);
            break;
        case Role::third_party:
            note(portrait, Trait::is_third_party);
            break;
        case Role::official:
        case Role::unknown:
            note(portrait, Trait::is_unknown);
            break;
        case Role::complainant:
            break;
    }
    note(portrait, Trait::taken_up_unsaid, verdict.taken_up == TakenUp::by_nothing);
    for (const auto& cue : verdict.cues) {
        const auto name = std::string_view(cue).substr(0, cue.find(':'));
        const auto found = std::lower_bound(cue_names.begin(), cue_names.end(), name);
        if (found != cue_names.end() && *found == name)
            portrait.is.set(index(Trait::of_cue) +
                            static_cast<std::size_t>(found - cue_names.begin()));
    }
}

// "Nazar, 68300 12345".
void Portraits::look_at_next_value(std::size_t mention, Portrait& portrait) const {
    constexpr std::size_t close = 25;
    const auto& values = values_[pages_of_[mention]];
    const auto end = mentions_[mention].candidate.range.end;
    const auto next = std::lower_bound(
        values.begin(), values.end(), end,
        [](const Candidate& value, std::size_t at) { return value.range.start < at; });
    if (next == values.end() || next->range.start > end + close) return;
    const auto type = next->type;
    note(portrait, Trait::has_number, type == ValueType::phone);
    note(portrait, Trait::has_account,
         type == ValueType::upi_vpa || type == ValueType::bank_account);
    note(portrait, Trait::has_address, type == ValueType::address);
    note(portrait, Trait::has_age, type == ValueType::age || type == ValueType::dob);
}

void Portraits::look_at_all(const std::vector<std::size_t>& group, const Company& company,
                            Portrait& portrait) const {
    note(portrait, Trait::named_once, group.size() == 1);
    note(portrait, Trait::of_two, company.persons == 2);
    note(portrait, Trait::first_named, group.front() == company.first);
    note(portrait, Trait::last_named, group.front() == company.last);
    const bool he = mentions_[group.front()].verdict.role == Role::offender;
    note(portrait, Trait::accused_else, company.accused > (he ? 1U : 0U));
    note(portrait, Trait::nobody_accused, company.accused == 0);
    note(portrait, Trait::only_acted_on,
         std::all_of(group.begin(), group.end(), [&](std::size_t m) {
             return case_of(page(m), mentions_[m].candidate.range) == Case::object;
         }));
}

}  // namespace redaction
