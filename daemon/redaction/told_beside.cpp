// The part of Owners that asks the sentences beside one in which nobody claims a value.
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/ownership.h"
#include "redaction/value_kinds.h"

namespace redaction {

// Words by which somebody who is not accused claims a value: in its window her own, in its
// whole sentence those of relatives and friends.
bool Owners::is_claimed(std::size_t value) const {
    // "X on karti hu": the verb says I.
    static constexpr std::array<List, 6> hers{"role.mine",       "role.contact_request",
                                              "role.no_contact", "role.yours",
                                              "role.i",          "who.am"};
    static constexpr std::array<List, 4> others{"role.kin", "role.third", "role.hers",
                                                "role.help"};
    const auto window = window_of(value);
    const Range near{window.left.start, window.right.end};
    const auto clause = page_.clause_of(values_[value].range.start);
    const auto tells = [&](const auto& lists, Range range) {
        return std::any_of(lists.begin(), lists.end(),
                           [&](List list) { return has_cue_outside_values(list, range); });
    };
    const bool me = window.left_token > 0 &&
                    page_.covered_by("role.me", page_.tokens()[window.left_token - 1].start);
    // "I sent it to X": who pays owns no purse.
    static constexpr std::array<List, 4> owners{"role.mine", "role.contact_request",
                                                "role.no_contact", "role.yours"};
    if (is_purse(values_[value].type))
        return me || tells(owners, near) || tells(others, clause);
    // "I am Shihab, driver, KL ...": her own sentence, which tells of nobody else.
    const bool i_am = page_.has_cue_in("type.i_am", clause) &&
                      !page_.has_cue_in("role.his", clause) && !tells_of_harm(clause);
    return me || i_am || speaks_of_herself_before(value) || tells(hers, near) ||
           tells(others, clause) || is_of_nobody(value) || is_a_receivers(value) ||
           page_.has_cue_in("role.like_me", clause) || is_of_somebody_named(value);
}

// "The owner's number X", "veettudamayude number X": whose word it is says who has it, and by
// no word is that he.
bool Owners::is_of_somebody_named(std::size_t value) const {
    static constexpr std::array<List, 14> known{
        "role.his",   "role.offender_noun",  "role.former",
        "role.kin",   "role.mine",           "role.third",
        "role.hers",  "role.suspect_noun",   "role.i",
        "role.me",    "role.neutral",        "role.woman",
        "role.whose", "type.honorific_after"};
    static const ListSet set = set_of(known);
    const auto& tokens = page_.tokens();
    const auto at = values_[value].range.start;
    const auto clause = page_.clause_of(at);
    constexpr std::size_t most = 4;
    auto t = page_.token_at(at);
    bool labelled = false;
    for (std::size_t i = 0; i < most && t > 0 && tokens[t - 1].start >= clause.start; ++i) {
        --t;
        const Range word{tokens[t].start, tokens[t].end};
        if (page_.word(t) == U"s" || is_hindi_of(page_.word(t))) continue;
        if (labelled && case_of(page_, word) == Case::genitive)
            return (page_.lists_of(t) & set).none() && !is_in_value(word.start) &&
                   (t == 0 || !page_.covered_by("role.his", tokens[t - 1].start));
        if (!only_labels_between(word.start, word.end)) return false;
        labelled = true;
    }
    return false;
}

// "skyhire.hr@axl" speaks of nobody's HR.
bool Owners::has_cue_outside_values(List list, Range range) const {
    auto cue = page_.first_cue_after(list, range.start);
    while (cue && cue->end <= range.end && is_in_value(cue->start))
        cue = page_.first_cue_after(list, cue->end);
    return cue && cue->end <= range.end;
}

// "I have two numbers X and Y", "my new one is X, the old Y": she begins, and nobody else comes
// in.
bool Owners::speaks_of_herself_before(std::size_t value) const {
    static constexpr std::array<List, 7> others{
        "role.his",     "role.harm",          "role.receive", "role.source_before",
        "role.blocked", "role.offender_noun", "role.pay"};
    const auto at = values_[value].range.start;
    const Range before{page_.clause_of(at).start, at};
    return values_[value].type == ValueType::phone &&
           (page_.has_cue_in("role.mine", before) || page_.has_cue_in("role.i", before)) &&
           std::none_of(others.begin(), others.end(),
                        [&](List list) { return page_.has_cue_in(list, before); });
}

bool Owners::tells_of_harm(Range clause) const {
    static constexpr std::array<List, 3> words{"role.harm", "role.offender_noun",
                                               "role.receive"};
    return std::any_of(words.begin(), words.end(),
                       [&](List list) { return page_.has_cue_in(list, clause); });
}

// "They ask for 15,000. Khata X diya hai.": the account that was given where money was asked
// for.
bool Owners::was_asked_for(std::size_t value, Range clause) const {
    if (!is_purse(values_[value].type) || !page_.has_cue_in("role.done", clause)) return false;
    const auto asks = [&](Range beside) {
        return beside.end > beside.start && !page_.has_cue_in("role.i", beside) &&
               (page_.has_cue_in("role.says", beside) || page_.has_cue_in("role.pay", beside));
    };
    return asks(clause_beside(value, clause, true));
}

// "Both these are of the boy who is behind me", "all of them belong to that man".
bool Owners::is_of_the_accused(Range clause) const {
    static constexpr std::array<std::u32string_view, 6> both{U"both", U"these", U"all",
                                                             U"they", U"this",  U"it"};
    static constexpr std::array<std::u32string_view, 2> of{U"of", U"to"};
    if (clause.end <= clause.start) return false;
    const auto noun = page_.first_cue_after("role.offender_noun", clause.start);
    constexpr std::size_t few = 6;
    const auto first = page_.token_at(clause.start);
    if (!noun || noun->end > clause.end || !among(page_.word(first), both)) return false;
    const auto at = page_.token_at(noun->start);
    return at > first && at - first <= few && among(page_.word(at - 1), of) &&
           !page_.has_cue_in("role.kin", clause) && !page_.has_cue_in("role.third", clause);
}

// "All three are his.", "upar wala number usi ka hai jiske baare me bataya tha": the sentence
// ends with whose they are, or goes on to describe him.
bool Owners::is_said_to_be_his(Range clause) const {
    if (is_of_the_accused(clause)) return true;
    auto his = page_.first_cue_after("role.his_own", clause.start);
    if (clause.end <= clause.start || !his || his->end > clause.end) return false;
    const auto& tokens = page_.tokens();
    for (auto t = page_.token_at(his->end); t < tokens.size() && tokens[t].end <= clause.end;
         ++t) {
        const bool first = t == page_.token_at(his->end);
        if (!first && page_.covered_by("role.relative", tokens[t].start)) return true;
        if (!page_.covered_by("type.is", tokens[t].start)) return false;
    }
    return true;
}

// "X. Isi se sab message aaye", "X. This is the number that abuses me.": the next sentence
// points back at it and tells of harm, and nobody of hers comes in.
bool Owners::came_from_it(Range behind) const {
    static constexpr std::array<List, 5> hers{"role.i", "role.mine", "role.kin", "role.third",
                                              "role.contact_request"};
    const auto from = page_.first_cue_after("role.from_it", behind.start);
    if (!from || from->end > behind.end) return false;
    // "Y - video isi se aaya": of the value that stands before it.
    const auto another = std::lower_bound(
        values_.begin(), values_.end(), behind.start,
        [](const Candidate& one, std::size_t point) { return one.range.start < point; });
    if (another != values_.end() && another->range.start < from->start) return false;
    return tells_of_harm(behind) && std::none_of(hers.begin(), hers.end(), [&](List list) {
               return page_.has_cue_in(list, behind);
           });
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

// A blank line behind the clause, unless a colon announces what follows.
bool Owners::parts_paragraphs(Range clause) const {
    const auto& text = page_.text();
    auto at = clause.end;
    while (at > clause.start && (is_blank(text[at - 1]) || text[at - 1] == U'.')) --at;
    const bool announces = at > clause.start && text[at - 1] == U':';
    int lines = 0;
    for (; at < text.size() && (is_blank(text[at]) || text[at] == U'.'); ++at)
        lines += text[at] == U'\n' ? 1 : 0;
    return lines > 1 && !announces;
}

// A line with nothing but her name: what follows is hers.
bool Owners::names_one_of_hers(Range clause) const {
    if (!is_bare(clause)) return false;
    auto value = std::lower_bound(
        values_.begin(), values_.end(), clause.start,
        [](const Candidate& one, std::size_t point) { return one.range.start < point; });
    for (; value != values_.end() && value->range.end <= clause.end; ++value) {
        const auto owner = persons_.find(value->normal);
        if (value->type == ValueType::person && owner != persons_.end() &&
            owner->second != Role::offender)
            return true;
    }
    return false;
}

// Of the same paragraph.
std::optional<Range> Owners::clause_before(Range from) const {
    if (from.start == 0) return std::nullopt;
    const auto next = page_.clause_of(from.start - 1);
    const bool moves = next.start != from.start && next.end > next.start;
    return moves && !parts_paragraphs(next) ? std::optional(next) : std::nullopt;
}

std::optional<Range> Owners::clause_behind(Range from) const {
    if (from.end >= page_.text().size()) return std::nullopt;
    const auto next = page_.clause_of(from.end);
    const bool moves = next.start != from.start && next.end > next.start;
    return moves && !parts_paragraphs(from) ? std::optional(next) : std::nullopt;
}

// The nearest clause before or behind that tells something; empty where the paragraph ends.
Range Owners::clause_beside(std::size_t value, Range from, bool before) const {
    constexpr int most_bare = 8;
    const auto start = values_[value].range.start;
    for (int i = 0; i < most_bare; ++i) {
        const auto next = before ? clause_before(from) : clause_behind(from);
        if (!next || names_one_of_hers(*next)) break;
        if (!is_bare(*next))
            return page_.zone_at(next->start) == page_.zone_at(start) ? *next : Range{};
        from = *next;
    }
    return {};
}

// "I gave up my old number X, the new one is Y": the other of the two.
std::optional<Verdict> Owners::said_of_pair(std::size_t value) const {
    if (value == 0 || values_[value].type != values_[value - 1].type) return std::nullopt;
    const auto at = values_[value].range.start;
    const Range between{values_[value - 1].range.end, at};
    constexpr std::size_t longest = 80, beside = 3;
    const auto other = page_.last_cue_before("role.new_or_old", at);
    if (between.end - between.start > longest || page_.clause_of(at).start > between.start ||
        !other || other->start < between.start ||
        page_.token_at(at) - page_.token_at(other->end) > beside ||
        speaks_of_an_owner(between) || page_.has_cue_in("role.his", between))
        return std::nullopt;
    auto said = weigh(value - 1);
    if (said.only_prior || said.role == Role::unknown) return std::nullopt;
    said.cues.emplace_back("the other of two");
    return said;
}

// "Naam X", "പേര് X", "Name: X".
bool Owners::follows_name_label(std::size_t token) const {
    if (token == 0) return false;
    const auto before = page_.tokens()[token - 1].start;
    return page_.covered_by("type.name_label", before) || page_.covered_by("type.is", before);
}

// "Shaji bhai ka number", "Latha chechiyude number": the title bears the case of the name.
Range Owners::with_honorific(Range name) const {
    const auto next = page_.token_at(name.end);
    const auto& tokens = page_.tokens();
    constexpr std::size_t touching = 1;
    const bool title = next < tokens.size() && tokens[next].start - name.end <= touching &&
                       page_.covered_by("type.honorific_after", tokens[next].start);
    return title ? Range{name.start, tokens[next].end} : name;
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

// Besides labels and values a word or two.
bool Owners::tells_little(Range clause) const {
    constexpr std::size_t few = 3;
    const auto& tokens = page_.tokens();
    std::size_t words = 0;
    for (auto t = page_.token_at(clause.start);
         t < tokens.size() && tokens[t].start < clause.end; ++t) {
        const bool word = tokens[t].kind == understanding::TokenKind::word;
        if (word && !is_in_value(tokens[t].start) &&
            !only_labels_between(tokens[t].start, tokens[t].end))
            ++words;
    }
    return words < few;
}

// "X il call varunnu", "X ലും വിളി വരും": in Malayalam a telephone at which calls arrive, without
// the word for whence.
bool Owners::is_reached(std::size_t value) const {
    static constexpr std::array<std::u32string_view, 10> at{
        U"il", U"ilum", U"lum", U"yil", U"ൽ", U"ലും", U"ഇൽ", U"യിൽ", U"ഇലും", U"ilu"};
    const auto& tokens = page_.tokens();
    const auto next = page_.token_at(values_[value].range.end);
    if (values_[value].type != ValueType::phone || next >= tokens.size() ||
        tokens[next].start > values_[value].range.end + 1 || !among(page_.word(next), at))
        return false;
    return !page_.cue_from("role.source", tokens[next].start) &&
           (next + 1 >= tokens.size() ||
            !page_.covered_by("role.source", tokens[next + 1].start));
}

bool Owners::accuses(Range beside) const {
    if (beside.end <= beside.start || !tells_of_harm(beside)) return false;
    // "Strangers call me" asks for nothing.
    const auto request = page_.first_cue_after("role.contact_request", beside.start);
    const auto noun = page_.first_cue_after("role.offender_noun", beside.start);
    return !request || request->end > beside.end || (noun && noun->end <= request->start);
}

// "He hacked the account of X": it is what he harms.
bool Owners::is_harmed(std::size_t value) const {
    const auto at = values_[value].range.start;
    const auto he = page_.last_cue_before("role.his", at);
    if (!he || he->start < page_.clause_of(at).start) return false;
    const Range told{he->end, at};
    return page_.has_cue_in("role.harm", told) &&
           !page_.has_cue_in("role.source_before", told) &&
           !page_.has_cue_in("role.receive", told);
}

// "Somebody keeps ringing. The number shows X.", "X \n Y \n These two call all night.": nobody
// claims it, and the sentence beside it tells of harm.
std::optional<Verdict> Owners::told_beside(std::size_t value) const {
    static constexpr std::array types{ValueType::phone, ValueType::email, ValueType::upi_vpa,
                                      ValueType::bank_account, ValueType::vehicle_reg};
    const auto& one = values_[value];
    if (!among(one.type, types)) return std::nullopt;
    const auto* zone = page_.zone_at(one.range.start);
    const bool fresh = zone == nullptr || (zone->owner == understanding::ZoneOwner::writer &&
                                           zone->kind == understanding::ZoneKind::fresh);
    const auto clause = page_.clause_of(one.range.start);
    if (!fresh || weigh(value).acted_on || weigh(value).apart || is_claimed(value) ||
        is_reached(value))
        return std::nullopt;
    const bool vehicle = one.type == ValueType::vehicle_reg;
    if (is_harmed(value)) return std::nullopt;
    const bool here = tells_of_harm(clause) || was_asked_for(value, clause);
    const auto before = clause_beside(value, clause, true);
    const auto behind = clause_beside(value, clause, false);
    // Only behind it: a number that stands behind such a sentence may sign the mail.
    const bool his = (is_bare(clause) && is_said_to_be_his(behind)) || came_from_it(behind);
    const bool phone = one.type == ValueType::phone, caller = is_the_caller(value);
    if (phone && !his && !here && !caller &&
        (is_left_open(value) || spoken_of_before(value) == SpokenOf::another))
        return std::nullopt;
    const bool told = his || caller || here || accuses(before) || accuses(behind);
    // "Somebody keeps ringing. The number is X.", but not "Only after eight, X."
    const bool named = accuses(before) && page_.has_cue_in("role.offender_noun", before) &&
                       tells_little(clause);
    if (!told || !(his || caller || here || vehicle || named || she_gave_another(value)))
        return std::nullopt;
    Verdict said = weigh(value);
    said.role = Role::offender;
    said.cues.emplace_back("told beside");
    return said;
}

// "Ramya (68300 12345)" got his messages: what is given in passing is the person's, and nobody
// has accused her.
bool Owners::is_of_nobody(std::size_t value) const {
    if (!is_attached(value)) return false;
    const auto& person = values_[*attached_to_[value]];
    const auto owner = persons_.find(person.normal);
    return owner != persons_.end() && owner->second == Role::unknown &&
           !is_title_of_accused(person);
}

}  // namespace redaction
