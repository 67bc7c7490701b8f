#include "redaction/weighing.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/value_kinds.h"

namespace redaction {

namespace {

using understanding::ZoneKind;
using understanding::ZoneOwner;

// Where words speak this clearly, the type is silent.
constexpr double clear_enough = 0.5;

// The word carries a case of place or direction, so what it belongs to is not the value behind
// it.
bool is_in_case(std::u32string_view word) {
    static constexpr std::array<std::u32string_view, 9> endings{
        U"ലേക്ക്", U"ലേയ്ക്ക്", U"ിൽ", U"ിലും", U"lekku", U"lekk", U"il", U"पर", U"को"};
    return std::any_of(endings.begin(), endings.end(),
                       [&](auto ending) { return word.ends_with(ending); });
}

}  // namespace

Weighing::Weighing(const Page& page, const Candidate& value, const Story& story,
                   const Weights& weights)
    : page_(page),
      value_(value),
      story_(story),
      weights_(weights),
      zone_(page.zone_at(value.range.start)) {}

bool Weighing::is_flipped() const {
    return zone_ != nullptr && zone_->owner == ZoneOwner::other;
}

void Weighing::look(const Window& window) {
    left_ = window.left;
    right_ = window.right;
    left_token_ = window.left_token;
    right_token_ = window.right_token;
    until_ = window.until;
    from_ = window.from;
    together_ = std::max(window.together, right_.start);
    lists_left_ = lists_in(left_);
    lists_right_ = lists_in(right_);
    zone();
    const bool nobodys = zone_ != nullptr && (zone_->owner == ZoneOwner::unknown ||
                                              (is_flipped() && is_behind_form()));
    if (with_her_ || is_addressed()) {
        scores_[with_her_ ? Role::third_party : Role::complainant] +=
            weights_.cues.contact_request;
        cues_.emplace_back(with_her_ ? "listed with her" : "addressed");
    } else if (!nobodys) {
        planted();
        described();
        told_plainly();
        told_his();
        own_words();
        named_hers();
        acted_upon();
        if (!is_plainly_mine() && !called_ && !told_hers_) other_words();
        relatives();
        known_as();
        reached();
        callings();
        strangers();
        source();
        goal();
        frames();
        harm();
        money();
        denial();
        next_clause();
    }
    prior();
}

// Labels do not keep a cue away from its value: "my WhatsApp number is X".
std::size_t Weighing::words_between(std::size_t from, std::size_t to) const {
    static constexpr std::array<List, 9> labels{"type.phone",   "type.account", "type.upi",
                                                "type.handle",  "type.is",      "type.card",
                                                "type.vehicle", "type.ifsc",    "type.address"};
    static const ListSet set = set_of(labels);
    static constexpr std::array<std::u32string_view, 7> real{
        U"real", U"actual", U"original", U"one", U"asli", U"असली", U"yathartha"};
    std::size_t words = 0, labelled = 0;
    for (auto t = from; t < to; ++t) {
        const bool label = (page_.lists_of(t) & set).any() || among(page_.word(t), real) ||
                           (!is_person(value_) && is_bracketed(t, from, to));
        ++(label ? labelled : words);
    }
    constexpr std::size_t one_label = 1;  // the first costs as a word does, the others nothing
    return words + std::min(labelled, one_label);
}

// A word between the possessive and the value has a case of its own: "from my phone X was
// called".
bool Weighing::is_parted_by_case(const Seen& mine) const {
    if (mine.side == Side::right) return false;
    for (auto t = page_.token_at(mine.range.end); t < left_token_; ++t) {
        if (is_in_case(page_.word(t)) &&
            !page_.covered_by("type.mail", page_.tokens()[t].start))
            return true;
    }
    return false;
}

// Which lists have a word in a range at all: most have none.
ListSet Weighing::lists_in(Range range) const {
    ListSet lists;
    const auto& tokens = page_.tokens();
    for (auto t = page_.token_at(range.start); t < tokens.size() && tokens[t].start < range.end;
         ++t)
        lists |= page_.lists_of(t);
    return lists;
}

std::optional<Weighing::Seen> Weighing::nearest_on(List list, Side side) const {
    if (!(side == Side::left ? lists_left_ : lists_right_).test(list.number()))
        return std::nullopt;
    const auto hit = side == Side::left ? page_.last_cue_before(list, left_.end)
                                        : page_.first_cue_after(list, right_.start);
    if (!hit) return std::nullopt;
    Seen seen{*hit, side, 0, 0};
    if (side == Side::left) {
        if (hit->start < left_.start) return std::nullopt;
        seen.distance = words_between(page_.token_at(hit->end), left_token_);
        seen.factor = 1 / (1 + weights_.distance.left * static_cast<double>(seen.distance));
    } else {
        if (hit->end > right_.end) return std::nullopt;
        seen.distance = words_between(right_token_, page_.token_at(hit->start));
        seen.factor = 1 / (1 + weights_.distance.right * static_cast<double>(seen.distance));
    }
    const Range between =
        side == Side::left ? Range{hit->end, left_.end} : Range{right_.start, hit->start};
    if (page_.has_cue_in("role.and", between)) seen.factor *= weights_.distance.beyond_and;
    return seen;
}

std::optional<Weighing::Seen> Weighing::nearest(List list) const {
    const auto left = nearest_on(list, Side::left), right = nearest_on(list, Side::right);
    if (!left) return right;
    if (!right) return left;
    return left->factor >= right->factor ? left : right;
}

// "possessive:my"
void Weighing::add(Role role, double weight, const std::string& name, const Seen& seen) {
    scores_[role] += weight * seen.factor;
    cues_.push_back(name + ":" + page_.as_written(seen.range));
}

void Weighing::own_words() {
    const Role speaker = is_flipped() ? Role::offender : Role::complainant;
    const auto mine = nearest("role.mine");
    if (mine && speaks_of_value(*mine) && !owns_another_word(*mine) && !is_of_neutral(*mine) &&
        !is_object(*mine) && !is_reflexive_of_another(*mine) && !is_his_reflexive(*mine)) {
        // A kin word takes half of the possessive before it: "my mother's number".
        const auto stands_behind = [&](const std::optional<Seen>& word) {
            return word && word->range.start >= mine->range.end && word->side == mine->side;
        };
        const bool halved = stands_behind(nearest("role.kin")) ||
                            stands_behind(nearest("role.third")) || is_parted_by_case(*mine);
        add(speaker, weights_.cues.possessive * (halved ? 0.5 : 1.0), "possessive", *mine);
    } else if (mine && !is_flipped() && !is_personal(value_.type) && !is_person(value_) &&
               mine->side == Side::left && is_his_reflexive(*mine)) {
        his_own_ = true;
        add(Role::offender, weights_.cues.third_person, "his own", *mine);
    }
    if (is_flipped()) return spoken_to_her();
    if (const auto your = said_to_her(); your && can_be_reached(value_.type))
        add(speaker, weights_.cues.contact_request + weights_.cues.possessive, "second person",
            *your);
    if (const auto me = nearest("role.me"); me && !is_personal(value_.type))
        add(Role::offender, weights_.cues.object, "object", *me);
}

// In his own words: "your number X" is hers, "you" alone is acted upon, and "I am X", "call X"
// are his.
void Weighing::spoken_to_her() {
    const auto your = nearest("role.your");
    const bool owned = your && speaks_of_value(*your) && !owns_another_word(*your);
    if (owned) {
        add(Role::complainant, weights_.cues.possessive, "second person", *your);
    } else if (const auto you = nearest("role.yours")) {
        add(Role::complainant, weights_.cues.object, "object", *you);
    }
    if (is_person(value_)) {
        const auto i = nearest_on("type.i_am", Side::left);
        if (i && i->distance == 0) add(Role::offender, weights_.cues.possessive, "speaker", *i);
    } else if (left_token_ > 0 && can_be_reached(value_.type) && !owned) {
        static constexpr std::array<std::u32string_view, 8> orders{
            U"call", U"ring", U"text", U"message", U"msg", U"whatsapp", U"contact", U"dm"};
        if (signs_speech()) {
            scores_[Role::offender] += weights_.cues.quoted_signature;
            cues_.emplace_back("signs");
        }
        const auto before = page_.word(left_token_ - 1);
        // "I will call X" threatens, "call X" orders.
        const bool he_calls = page_.has_cue_in(
            "role.i", {page_.clause_of(value_.range.start).start, value_.range.start});
        if (he_calls || !among(before, orders)) return;
        scores_[Role::offender] += weights_.cues.contact_request;
        cues_.push_back("contact request:" + base::to_utf8(before));
    }
}

void Weighing::other_words() {
    const auto blocked = is_person(value_) ? std::nullopt : nearest("role.blocked");
    if (blocked && !is_directly_mine())
        add(Role::offender, weights_.cues.offender_word, "blocked", *blocked);
    if (is_flipped()) return;
    const auto noun = nearest("role.offender_noun");
    // "X is troubled by a man": who suffers is no man of that kind.
    const bool suffers = noun && is_person(value_) && noun->side == Side::right &&
                         page_.has_cue_in("role.harm", {right_.start, noun->range.start});
    // "ഒരാൾ രമ്യ ചേച്ചിയെ വിളിച്ച്", "loan app kaar officile Bindu chechiye vilichu": a subject and
    // its object; "aa prathi Rajane" is one man.
    const bool object =
        noun && is_person(value_) && noun->side == Side::left && is_acted_upon() &&
        (noun->distance > 0 || page_.covered_by("type.honorific_after", right_.start + 1));
    // "My son's friend, a boy of sixteen".
    const bool of_hers = is_personal(value_.type) && (nearest_on("role.kin", Side::left) ||
                                                      nearest_on("role.third", Side::left));
    const auto third = nearest_on("role.third", Side::left);
    const bool another = noun && third && introduces_another(*noun, third->range);
    if (noun && !suffers && !object && !of_hers && !another && !is_recipient(*noun) &&
        !is_caught(*noun) && !helps(*noun) && !has_owner_behind_comma(*noun) &&
        !is_told_apart(*noun) && !begins_anew(*noun))
        add(Role::offender, weights_.cues.offender_word, "offender word", *noun);
    if (const auto fake = nearest("role.fake");
        fake && !is_registered_in_her_name() && !is_told_apart(*fake) && !begins_anew(*fake))
        add(Role::offender, weights_.cues.offender_word, "fake", *fake);
    third_persons();
    another_woman();
}

// "X wala sim mere naam par hai": nobody took it out in her name.
bool Weighing::is_registered_in_her_name() const {
    static constexpr std::array<List, 4> others{"role.his", "role.done", "role.offender_noun",
                                                "role.uses"};
    const auto name = nearest("role.in_her_name");
    if (value_.type != ValueType::phone || !name) return false;
    const Range told{phrase_before().start, std::max(name->range.end, value_.range.end)};
    return std::none_of(others.begin(), others.end(),
                        [&](List list) { return page_.has_cue_in(list, told); });
}

void Weighing::another_woman() {
    const auto hers = nearest("role.hers");
    if (!hers) return;
    const bool reached = can_be_reached(value_.type) || value_.type == ValueType::vehicle_reg;
    if (story_.she_is_offender || she_is_accused_) {
        // "She stands before my office X": of a place only "her office X" speaks.
        const bool beside = hers->side == Side::left && hers->distance <= 1;
        if (!is_personal(value_.type) || (beside && case_of(page_, hers->range) != Case::bare))
            add(Role::offender, weights_.cues.third_person, "third person", *hers);
    } else if (reached && value_.type != ValueType::social_handle && hers->side == Side::left &&
               hers->distance <= 2) {
        add(Role::third_party, weights_.cues.witness, "another woman's", *hers);
    }
}

// "The man who helped me is X".
bool Weighing::helps(const Seen& noun) const {
    const Range told{noun.range.end, left_.end};
    // "the boy she is going to marry": nobody is accused by that.
    return noun.side == Side::left &&
           (page_.has_cue_in("role.help", told) || page_.has_cue_in("role.married", told)) &&
           !page_.has_cue_in("role.harm", told);
}

// "He waits near Holy Angels School", "he sent me my location X": hers all the same. Only "his
// office X" is his, and where he works or lives.
void Weighing::third_persons() {
    if (is_person(value_)) return named_by_pronoun();
    const auto his = pronoun_of_value();
    if (his && meant_ && meant_->first == his->range.start)
        return add(meant_->second, weights_.cues.third_party, "one of hers", *his);
    if (his && uses_it_as_woman(*his))
        return add(Role::third_party, weights_.cues.third_party, "another woman's", *his);
    if (his) owned_by_him(*his);
    works_there();
}

void Weighing::owned_by_him(const Seen& his) {
    constexpr std::size_t beside = 1;
    const bool aims = aims_at_value(his) || is_only_acted_on(his);
    acted_on_ = aims && his.side == Side::left;
    const bool near = !is_personal(value_.type) || his.distance <= beside;
    if (near && !speaks_of_protected(his) && !aims)
        add(Role::offender, weights_.cues.third_person, "third person", his);
}

// Where he works or lives.
void Weighing::works_there() {
    const bool place = value_.type == ValueType::org || value_.type == ValueType::address ||
                       value_.type == ValueType::pin_code;
    if (!place || nearest("role.mine") || nearest("role.i")) return;
    const auto she = story_.she_is_offender || she_is_accused_
                         ? nearest_on("role.hers", Side::left)
                         : std::nullopt;
    const auto subject = she ? she : nearest_on("role.his", Side::left);
    const auto noun = nearest_on("role.offender_noun", Side::left);
    if (const auto works = nearest("role.works"); works && (subject || noun || by_offender_))
        add(Role::offender, weights_.cues.third_person, "his place", *works);
}

// "my account X": the possessive speaks of the value itself, and not of "my phone, to which X
// called".
bool Weighing::is_directly_mine() const {
    const auto mine = nearest_on("role.mine", Side::left);
    constexpr std::size_t close = 2;
    if (!mine || mine->distance > close) return false;
    const auto& tokens = page_.tokens();
    for (auto t = page_.token_at(mine->range.end); t < left_token_; ++t) {
        if (page_.covered_by("type.mail", tokens[t].start)) continue;
        if (is_in_case(page_.word(t))) return false;
        const Range word{tokens[t].start, tokens[t].end};
        const bool another = page_.covered_by("role.kin", word.start) ||
                             page_.covered_by("role.third", word.start);
        if (another && is_sent_from_here({word, Side::left, 0, 0})) return false;
        if (page_.covered_by("role.goal_before", tokens[t].start)) return false;
    }
    return true;
}

double Weighing::scores_of(Role role) const {
    const auto found = scores_.find(role);
    return found == scores_.end() ? 0 : found->second;
}

// Fixed rule 6; another owner in the same clause has the last word: "not mine, my mother's".
void Weighing::denial() {
    if (is_flipped()) return;
    // Numbers and accounts are denied, not people.
    const auto denied = is_person(value_) ? std::nullopt : nearest("role.denied");
    if (!denied) return;
    cues_.push_back("denied:" + page_.as_written(denied->range));
    const auto clause = page_.clause_of(value_.range.start);
    const bool family = page_.has_cue_in("role.kin", clause),
               third = page_.has_cue_in("role.third", clause);
    denied_ = !family && !third;
    scores_[Role::complainant] -= weights_.cues.denied_hers;
    if (denied_) {
        scores_[Role::offender] += weights_.cues.denied_his;
    } else {
        scores_[family ? Role::family : Role::third_party] += weights_.cues.kin;
    }
}

void Weighing::beside_person(Role owner, std::size_t tokens_between) {
    if (owner == Role::unknown || owner == Role::official) return;
    by_offender_ = owner == Role::offender;
    // "Rajan at Sunrise Textiles touches me": her workplace as often as his.
    if (by_offender_ && value_.type == ValueType::org) return;
    scores_[owner] += weights_.cues.beside_person /
                      (1 + weights_.distance.left * static_cast<double>(tokens_between));
    cues_.emplace_back("beside a person");
    beside_person_ = true;
}

void Weighing::prior() {
    const auto found = weights_.priors.find(value_.type);
    if (found == weights_.priors.end() || found->second.weight <= 0) return;
    const bool spoken = std::any_of(scores_.begin(), scores_.end(),
                                    [](const auto& s) { return s.second >= clear_enough; });
    if (spoken) return;
    prior_ = cues_.empty();
    scores_[found->second.role] += found->second.weight;
    cues_.emplace_back("prior");
}

Verdict Weighing::verdict() const {
    Verdict verdict;
    verdict.role = winner(scores_, value_.type, weights_.margins);
    verdict.cues = cues_;
    verdict.denied = denied_;
    verdict.only_prior = prior_;
    verdict.scores = scores_;
    if (denied_) verdict.role = Role::offender;
    verdict.acted_on = called_ || acted_on_;
    verdict.apart = apart_;
    return verdict;
}

}  // namespace redaction
