// The part of Owners that asks of whom a pronoun speaks: "Annie chechi is a good woman and
// wrote this for me. Her number is X", "എബിൻ ഇത് അറിയാം എന്ന് പറഞ്ഞു. അവന്റെ ഫോൺ X".
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/ownership.h"
#include "redaction/weighing.h"

namespace redaction {

namespace {

// Farther back than this nobody looks for whom "he" is.
constexpr std::size_t reach = 300;

std::size_t paragraph_of(const Page& page, std::size_t at) {
    const auto blank = page.text().rfind(U"\n\n", at);
    const auto start = blank == std::u32string::npos ? 0 : blank + 2;
    return std::max(start, at > reach ? at - reach : 0);
}

bool has_any(const Page& page, Range range, const auto& lists) {
    return std::any_of(lists.begin(), lists.end(),
                       [&](List list) { return page.has_cue_in(list, range); });
}

// "They", "unka", അവരുടെ: said of many, or of one who is respected.
bool is_plural(const Page& page, Range pronoun) {
    static constexpr std::array<std::u32string_view, 12> beginnings{
        U"the", U"avar", U"ivar", U"അവര", U"അവർ", U"ഇവര",
        U"ഇവർ", U"un",   U"in",   U"उन",  U"उन्ह", U"इन"};
    const auto word = page.word(page.token_at(pronoun.start));
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](auto beginning) { return word.starts_with(beginning); });
}

// "Wo", वो, वह: in Hindi of one or of many, and of one who is respected.
bool is_of_any_number(const Page& page, Range pronoun) {
    static constexpr std::array<std::u32string_view, 8> words{U"wo",  U"woh", U"vo", U"voh",
                                                              U"vah", U"वो",  U"वह", U"वे"};
    return among(page.word(page.token_at(pronoun.start)), words);
}

// "beti ki taraf se likh rahi hun", "മകൾക്കു വേണ്ടി", "makalude peril": for whom it is done.
bool is_told_for(const Page& page, Range noun) {
    static constexpr std::array<std::u32string_view, 16> ways{
        U"taraf", U"tarf", U"liye", U"lie",   U"badle", U"naam",  U"तरफ",   U"ओर",
        U"लिए",   U"बदले",  U"नाम",  U"vendi", U"വേണ്ടി", U"peril", U"പേരിൽ", U"or"};
    auto next = page.token_at(noun.end);
    if (next < page.tokens().size() && is_hindi_of(page.word(next))) ++next;
    return next < page.tokens().size() && among(page.word(next), ways);
}

bool is_same_pronoun(const Page& page, Range a, Range b) {
    return is_plural(page, a) == is_plural(page, b);
}

}  // namespace

// Whoever is named last before `at` and may be meant by the pronoun; a word for a relative or a
// friend right before or behind a name is the same one.
std::optional<Owners::Mentioned> Owners::mentioned_before(std::size_t at,
                                                          std::size_t from) const {
    static constexpr std::array<List, 6> words{"role.kin",           "role.third",
                                               "role.offender_noun", "role.suspect_noun",
                                               "role.neutral",       "role.man"};
    std::optional<Mentioned> last;
    for (const List list : words) {
        const auto word = page_.last_cue_before(list, at);
        if (!word || word->start < from || (last && word->end <= last->range.end)) continue;
        last = Mentioned{*word, *word, std::nullopt};
    }
    auto value = std::upper_bound(
        values_.begin(), values_.end(), at,
        [](std::size_t point, const Candidate& one) { return point < one.range.end; });
    while (value != values_.begin()) {
        const auto& one = *--value;
        if (one.range.start < from) break;
        if (one.type != ValueType::person) continue;
        constexpr std::size_t touching = 2;
        if (last && one.range.end + touching < last->range.start) break;
        Mentioned named{one.range, one.range,
                        static_cast<std::size_t>(value - values_.begin())};
        if (last && last->range.end + touching >= one.range.start) {
            named.range = {std::min(one.range.start, last->range.start),
                           std::max(one.range.end, last->range.end)};
            named.word = last->word;
        }
        return named;
    }
    return last;
}

// Of one who is told of by name the name's role, else what the word says of itself.
std::optional<Role> Owners::role_of(const Mentioned& one) const {
    if (one.person) {
        const auto owner = persons_.find(values_[*one.person].normal);
        if (owner == persons_.end()) return std::nullopt;
        const bool hers = owner->second == Role::family || owner->second == Role::third_party ||
                          (owner->second == Role::complainant && story_.for_another);
        return hers ? std::optional(owner->second) : std::nullopt;
    }
    const auto at = one.range.start;
    // "Ayalkkaran vannu rakshichu", "the driver took me to hospital": he may be anybody else's.
    const Range told{one.range.end, page_.clause_of(at).end};
    if ((page_.covered_by("role.neutral", at) || page_.covered_by("role.suspect_noun", at)) &&
        page_.has_cue_in("role.help", told) && !page_.has_cue_in("role.harm", told))
        return Role::third_party;
    const auto& bad = story_.harmful_relatives;
    if (bad.contains(beginning_of_relative(page_, at)) ||
        page_.covered_by("role.offender_noun", at) || page_.covered_by("role.suspect_noun", at))
        return std::nullopt;
    constexpr std::size_t beside = 2;
    const auto former = page_.last_cue_before("role.former", one.range.end);
    if (former && former->end + beside >= at) return std::nullopt;
    if (page_.covered_by("role.kin", at)) return Role::family;
    const bool friendly =
        page_.covered_by("role.third", at) && !page_.covered_by("role.neutral", at);
    return friendly ? std::optional(Role::third_party) : std::nullopt;
}

// "His" speaks of no sister.
bool Owners::may_be_meant(const Mentioned& one, Range pronoun) const {
    if (page_.covered_by("role.hers_too", pronoun.start)) return true;
    if (page_.covered_by("role.woman", one.range.start) ||
        (one.person && is_titled_woman(page_, values_[*one.person].range)))
        return false;
    const auto kin = page_.last_cue_before("role.kin", one.range.end);
    const bool related = kin && kin->start >= one.range.start;
    return !related || page_.covered_by("role.kin_man", kin->start);
}

// Between the two another one is told of, or harm, or a list gives each one's number. "Dost ne
// dekha, wo bolegi. Unka number X" goes on with who acted, "dost ko bataya, wo hansi" need not.
bool Owners::turns_to_another(Range between, Range pronoun, Case stands) const {
    auto value = std::lower_bound(
        values_.begin(), values_.end(), between.start,
        [](const Candidate& one, std::size_t point) { return one.range.start < point; });
    const auto until = std::min(pronoun.start, between.end);
    for (; value != values_.end() && value->range.end <= until; ++value) {
        if (value->type == ValueType::phone) return true;
    }
    static constexpr std::array<List, 2> others{"role.offender_noun", "role.him"};
    // "Ayalkkaran vannu rakshichu": he came, and helped.
    const bool receives =
        page_.has_cue_in("role.receive", between) && !page_.has_cue_in("role.help", between);
    if (receives || has_any(page_, between, others)) return true;
    for (auto harm = page_.first_cue_after("role.harm", between.start);
         harm && harm->end <= between.end;
         harm = page_.first_cue_after("role.harm", harm->end)) {
        if (!page_.covered_by("role.contact_deed", harm->start)) return true;
    }
    for (auto he = page_.first_cue_after("role.his", between.start);
         he && he->end <= between.end; he = page_.first_cue_after("role.his", he->end)) {
        const bool same = is_same_pronoun(page_, *he, pronoun) ||
                          (stands == Case::bare && is_of_any_number(page_, *he));
        if (!same) return true;
    }
    return false;
}

// "He has friends everywhere", "his friend Anu", "X was my friend": the sentence is about him,
// or about what is over. "His wife saw it and will give a statement" is about her.
bool Owners::is_told_of_him(const Mentioned& one) const {
    const auto clause = page_.clause_of(one.range.start);
    const Range told{one.range.end, clause.end};
    if (page_.has_cue_in("role.his", {clause.start, one.range.start}))
        return !page_.has_cue_in("role.help", told) || page_.has_cue_in("role.harm", told);
    const auto once = page_.last_cue_before("role.former", one.range.start);
    constexpr std::size_t few = 12;
    if (once && once->start >= clause.start && one.range.start - once->end <= few) return true;
    static constexpr std::array<std::u32string_view, 9> past{
        U"was", U"were", U"thi", U"tha", U"था", U"थी", U"ആയിരുന്നു", U"aayirunnu", U"ayirunnu"};
    const auto next = page_.token_at(one.range.end);
    return next < page_.tokens().size() && page_.tokens()[next].start < clause.end &&
           among(page_.word(next), past);
}

// "Her number is X", "he is at X", but not "he called me from X".
bool Owners::owns_or_is(Range pronoun, std::size_t value) const {
    const auto window = window_of(value);
    const Range near{pronoun.end, window.right.end};
    static constexpr std::array<List, 3> ways{"role.source", "role.source_before", "role.pay"};
    if (has_any(page_, near, ways)) return false;
    if (page_.covered_by("role.his_own", pronoun.start)) return true;
    static constexpr std::array<List, 5> deeds{"role.harm", "role.me", "role.mine",
                                               "role.receive", "role.says"};
    const auto word = page_.word(page_.token_at(pronoun.start));
    const bool acts = word.ends_with(U"ने") || word.ends_with(U"ne");
    return !acts && !has_any(page_, near, deeds);
}

// "He did not spare my husband and sent the photos to his X", "ഭർത്താവിനെയും വിട്ടില്ല, പുള്ളിയുടെ X
// ലേക്ക് അയച്ചു": nobody sends to himself; what she sends or is told to send goes to him.
bool Owners::is_sent_to(Range pronoun, std::size_t value) const {
    const auto type = values_[value].type;
    if ((type != ValueType::phone && type != ValueType::email) ||
        !page_.covered_by("role.his_own", pronoun.start))
        return false;
    const auto at = values_[value].range;
    const auto clause = page_.clause_of(at.start);
    static constexpr std::array<List, 5> not_his_deed{
        "role.i", "role.says", "role.contact_request", "type.upi", "type.amount"};
    if (has_any(page_, clause, not_his_deed)) return false;
    const auto behind = page_.first_cue_after("role.goal", at.end);
    const auto before = page_.last_cue_before("role.goal_before", pronoun.start);
    constexpr std::size_t touching = 1, label = 10;
    return (behind && behind->start <= at.end + label && behind->end <= clause.end) ||
           (before && before->end + touching >= pronoun.start);
}

// "Behen ko bataya. Uska number X", and "behen ko dhamki di. Uska number X", where no one is
// told of who did it: of either may be spoken, so the number is hers.
bool Owners::is_object_meant(const Mentioned& one, Range pronoun, Range between) const {
    const auto clause = page_.clause_of(one.range.start);
    const Range before{clause.start, one.range.start};
    const bool hers_too = page_.covered_by("role.hers_too", pronoun.start);
    if (!hers_too && !page_.has_cue_in("role.i", before)) return false;
    if (!page_.has_cue_in("role.harm", {clause.start, pronoun.start}))
        return !turns_to_another(between, pronoun, Case::object);
    const Range next{std::max(between.start, std::min(clause.end, between.end)), between.end};
    return hers_too && drops_subject(page_) && !page_.has_cue_in("role.his", before) &&
           !page_.has_cue_in("role.offender_noun", before) &&
           !turns_to_another(next, pronoun, Case::object);
}

// "my father (Moidu)": in the case of either.
Case Owners::case_of_mentioned(const Mentioned& one) const {
    auto stands = case_of(page_, one.range);
    if (stands == Case::bare) stands = case_of(page_, one.word);
    return stands == Case::genitive && is_told_for(page_, one.range) ? Case::object : stands;
}

// The one of hers of whom the pronoun speaks: the last who was told of and is not acted upon.
// Who is acted upon is meant where nobody else is told of, nor harm.
std::optional<Role> Owners::one_of_hers_meant_by(Range pronoun, std::size_t value) const {
    const auto from = paragraph_of(page_, pronoun.start);
    const auto end = values_[value].range.start;
    const auto clause = page_.clause_of(pronoun.start);
    std::optional<Role> acted_upon;
    auto at = pronoun.start;
    constexpr int most = 5;
    for (int i = 0; i < most; ++i) {
        const auto one = mentioned_before(at, from);
        if (!one) break;
        const auto role =
            may_be_meant(*one, pronoun) && !is_told_of_him(*one) ? role_of(*one) : std::nullopt;
        const Range between{one->range.end, end};
        const auto stands = case_of_mentioned(*one);
        const bool owns = stands == Case::genitive &&
                          page_.covered_by("role.hers_too", pronoun.start) &&
                          one->range.start >= clause.start;
        if (stands == Case::bare || owns) {
            return role && !turns_to_another(between, pronoun, stands) ? role : std::nullopt;
        }
        if (stands == Case::object && !acted_upon && role &&
            is_object_meant(*one, pronoun, between))
            acted_upon = role;
        at = one->range.start;
    }
    return acted_upon;
}

// The last one who was told of before a pronoun, if he is one of hers.
std::optional<Role> Owners::one_of_hers_spared(Range pronoun) const {
    const auto clause = page_.clause_of(pronoun.start);
    const auto one = mentioned_before(pronoun.start, clause.start);
    if (!one || !may_be_meant(*one, pronoun)) return std::nullopt;
    const bool acted_upon =
        case_of(page_, one->range) == Case::object || case_of(page_, one->word) == Case::object;
    return acted_upon || !page_.has_cue_in("role.his", {clause.start, one->range.start})
               ? role_of(*one)
               : std::nullopt;
}

// "He is innocent. His number is X": in the sentence itself or the one before.
bool Owners::is_told_innocent(std::size_t value) const {
    const auto clause = page_.clause_of(values_[value].range.start);
    const auto before = clause.start > 0 ? page_.clause_of(clause.start - 1) : clause;
    return page_.has_cue_in("role.innocent", {before.start, clause.end});
}

// "The guard saw it all. His number is X": the sentence before the pronoun, or what stands
// before it in its own, tells what a witness does, and of nobody else.
bool Owners::is_told_of_witness(Range pronoun) const {
    const auto clause = page_.clause_of(pronoun.start);
    Range told{clause.start, pronoun.start};
    constexpr std::size_t beginning = 2;
    if (page_.token_at(pronoun.start) - page_.token_at(clause.start) < beginning) {
        if (clause.start == 0) return false;
        told = page_.clause_of(clause.start - 1);
    }
    const auto help = page_.first_cue_after("role.help", told.start);
    if (!help || help->end > told.end ||
        page_.token_at(help->start) == page_.token_at(told.start))
        return false;
    static constexpr std::array<List, 9> others{
        "role.i",       "role.his",  "role.him", "role.harm", "role.offender_noun",
        "role.receive", "role.fake", "role.kin", "role.third"};
    // "She saw it. Avante number X"; "he knows my house".
    const bool woman = page_.has_cue_in("role.woman", told) &&
                       !page_.covered_by("role.hers_too", pronoun.start);
    if (woman || has_any(page_, told, others) ||
        page_.has_cue_in("role.mine", {help->end, told.end}))
        return false;
    // "A boy saw me."
    static constexpr std::array<std::u32string_view, 6> sees{U"saw", U"see",  U"dekh",
                                                             U"देख",  U"kand", U"കണ്ട"};
    const auto word = page_.word(page_.token_at(help->start));
    const bool saw =
        std::any_of(sees.begin(), sees.end(), [&](auto see) { return word.starts_with(see); });
    return !(saw && page_.has_cue_in("role.me", told)) && !names_an_accused(told);
}

bool Owners::names_an_accused(Range words) const {
    auto value = std::lower_bound(
        values_.begin(), values_.end(), words.start,
        [](const Candidate& one, std::size_t point) { return one.range.start < point; });
    for (; value != values_.end() && value->range.end <= words.end; ++value) {
        const auto owner = persons_.find(value->normal);
        if (value->type == ValueType::person && owner != persons_.end() &&
            owner->second == Role::offender)
            return true;
    }
    return false;
}

// "Meena aunty ne dekha, X unka no": right behind the value.
std::optional<Range> Owners::pronoun_behind(std::size_t value) const {
    const auto next = page_.token_at(values_[value].range.end);
    if (next >= page_.tokens().size()) return std::nullopt;
    const auto at = page_.tokens()[next].start;
    const auto pronoun = page_.cue_from("role.his_own", at);
    return pronoun && at < page_.clause_of(values_[value].range.start).end ? pronoun
                                                                           : std::nullopt;
}

void Owners::look_for_antecedent(std::size_t value, Range left, Weighing& weighing) const {
    static constexpr std::array kinds{ValueType::phone, ValueType::email, ValueType::upi_vpa,
                                      ValueType::bank_account, ValueType::vehicle_reg};
    if (!among(values_[value].type, kinds)) return;
    for (const List list : {List("role.his_own"), List("role.his")}) {
        const auto pronoun = page_.last_cue_before(list, left.end);
        if (!pronoun || pronoun->start < left.start) continue;
        if (is_sent_to(*pronoun, value)) {
            if (const auto role = one_of_hers_spared(*pronoun))
                weighing.he_is_one_of_hers(pronoun->start, *role);
            return;
        }
        if (!owns_or_is(*pronoun, value)) return;
        if (const auto role = one_of_hers_meant_by(*pronoun, value))
            return weighing.he_is_one_of_hers(pronoun->start, *role);
        if (is_told_innocent(value) || is_told_of_witness(*pronoun))
            return weighing.he_is_one_of_hers(pronoun->start, Role::third_party);
    }
    const auto behind = pronoun_behind(value);
    if (!behind) return;
    if (const auto role = one_of_hers_meant_by(*behind, value))
        weighing.he_is_one_of_hers(behind->start, *role);
}

}  // namespace redaction
