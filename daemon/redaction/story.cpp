#include "redaction/story.h"

#include <algorithm>
#include <array>

#include "redaction/grammar.h"

namespace redaction {

// Four letters tell husband from uncle and survive case endings. Where a mother shares them
// with a mother-in-law or an uncle, as many as part them: the one's deeds are not the other's.
std::u32string beginning_of_relative(const Page& page, std::size_t at) {
    static constexpr std::array<std::u32string_view, 6> longer{U"അമ്മായി",  U"അമ്മാവ", U"ammayi",
                                                               U"ammaayi", U"ammav", U"ammaav"};
    constexpr std::size_t letters = 4;
    const auto token = page.token_at(at);
    const auto word = page.word(token);
    for (const auto beginning : longer) {
        if (word.starts_with(beginning)) return std::u32string(beginning);
    }
    const bool by_marriage = token + 2 < page.tokens().size() &&
                             page.word(token + 1) == U"in" &&
                             page.word(token + 2).starts_with(U"law");
    return std::u32string(word.substr(0, letters)) + (by_marriage ? U"-in-law" : U"");
}

namespace {

// "My husband's friend sends me": not the husband.
bool speaks_of_another(const Page& page, Range between) {
    static constexpr std::array<List, 4> others{"role.third", "role.neutral",
                                                "role.suspect_noun", "role.offender_noun"};
    return std::any_of(others.begin(), others.end(),
                       [&](List list) { return page.has_cue_in(list, between); });
}

// "ഭർത്താവ് പോലീസിലാണ്. മകനെയും അടിക്കും.": the ones who are told of are only acted upon, and who
// acts goes without saying.
bool leaves_subject_out(const Page& page, Range clause) {
    using understanding::Language;
    const auto language = page.language();
    const bool drops = language == Language::ml || language == Language::ml_latn;
    static constexpr std::array<List, 4> others{"role.i", "role.third", "role.his",
                                                "role.hers"};
    if (!drops || std::any_of(others.begin(), others.end(),
                              [&](List list) { return page.has_cue_in(list, clause); }))
        return false;
    auto kin = page.first_cue_after("role.kin", clause.start);
    const bool anybody = kin && kin->end <= clause.end;
    for (; kin && kin->end <= clause.end; kin = page.first_cue_after("role.kin", kin->end)) {
        const auto name = page.token_at(kin->end);
        const bool named = name < page.tokens().size() && page.tokens()[name].end <= clause.end;
        const Range both{kin->start, named ? page.tokens()[name].end : kin->end};
        if (case_of(page, *kin) != Case::object && case_of(page, both) != Case::object)
            return false;
    }
    return anybody;
}

// What no relative does; "he sends messages" may be her husband abroad.
bool tells_of_wrong(const Page& page, Range clause) {
    auto harm = page.first_cue_after("role.harm", clause.start);
    while (harm && harm->end <= clause.end && page.covered_by("role.contact_deed", harm->start))
        harm = page.first_cue_after("role.harm", harm->end);
    return harm && harm->end <= clause.end;
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
    const auto gap = std::u32string_view(page.text())
                         .substr(subject.end, page.tokens()[first].start - subject.end);
    const bool parted = gap.find(U"\n\n") != std::u32string_view::npos;
    if (!is_subject || parted || !tells_of_wrong(page, next)) return false;
    const bool goes_on = page.covered_by("role.his", page.tokens()[first].start) ||
                         leaves_subject_out(page, next);
    return goes_on && !speaks_of_another(page, {subject.end, clause.end});
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

class StoryReader {
  public:
    StoryReader(const Page& page, const std::vector<Candidate>& values) : page_(page) {
        for (const auto& value : values) {
            if (value.type != ValueType::person) continue;
            names_.push_back(value.range);
            if (case_of(page, value.range) == Case::bare) doers_.push_back(value.range.start);
        }
    }

    // Somebody, or the name right behind the word, is the subject of a deed of harm.
    bool does_harm(Range subject) const {
        constexpr std::size_t reach = 60;
        const auto clause = page_.clause_of(subject.start);
        const auto named = with_name(subject);
        const auto end = std::min({clause.end, subject.end + reach, next_name(named.end)});
        const Range behind{subject.end, std::max(end, subject.end)};
        const bool object = page_.has_cue_in("role.his", {clause.start, subject.start});
        if (object || page_.has_cue_in("role.passive", behind) ||
            case_of(page_, named) == Case::object || case_of(page_, subject) != Case::bare)
            return false;
        // "My husband called": a relative does that as well.
        auto harm = page_.first_cue_after("role.harm", behind.start);
        while (harm && harm->end <= behind.end && page_.covered_by("role.kin", subject.start) &&
               page_.covered_by("role.contact_deed", harm->start))
            harm = page_.first_cue_after("role.harm", harm->end);
        if (!harm || harm->end > behind.end) return he_does_harm_next(page_, subject);
        return !speaks_of_another(page_, {subject.end, harm->start});
    }

  private:
    // "my husband Rajan": the word and its name.
    Range with_name(Range subject) const {
        constexpr std::size_t touching = 2;
        const auto name =
            std::lower_bound(names_.begin(), names_.end(), Range{subject.end, subject.end});
        const bool apposed = name != names_.end() && name->start <= subject.end + touching;
        return {subject.start, apposed ? name->end : subject.end};
    }
    // Where another one begins who may act himself; "X and his mother Y beat me" goes on.
    std::size_t next_name(std::size_t at) const {
        const auto doer = std::lower_bound(doers_.begin(), doers_.end(), at);
        if (doer == doers_.end() || page_.has_cue_in("role.and", {at, *doer}))
            return page_.text().size();
        return *doer;
    }

    const Page& page_;
    std::vector<Range> names_;
    std::vector<std::size_t> doers_;  // where the names begin that may be a subject
};

}  // namespace

void read_story(const Page& page, const std::vector<Candidate>& values, Story& story) {
    const StoryReader reader(page, values);
    story.speaks_of_fakes = story.speaks_of_fakes || !page.cues("role.fake").empty();
    for (const auto& partner : page.cues("role.partner")) {
        if (reader.does_harm(partner))
            story.harmful_relatives.insert(beginning_of_relative(page, partner.start));
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
    // "mother in law Sarojini"
    constexpr std::size_t in_law = 3;
    if (first >= in_law && page.word(first - 1) == U"law" && page.word(first - 2) == U"in" &&
        name.start - tokens[first - 1].end <= touching)
        return beginning_of_relative(page, tokens[first - in_law].start);
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
        if (his) story.harmful_relatives.insert(word);
    }
}
}  // namespace redaction
