// The part of Weighing that hears a value described before it is given: "the number that sends
// me pictures is X", "जिस नंबर से मैं लिखती हूँ वह X", "എന്റെ ഫോട്ടോ ഇട്ട ഐഡി X".
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

namespace {

bool is_among(const Page& page, std::size_t token, const ListSet& lists) {
    return (page.lists_of(token) & lists).any();
}

// What is described: a number, an account, a page, a car.
bool is_head(const Page& page, std::size_t token) {
    static constexpr std::array<List, 8> heads{"type.phone",  "type.account", "type.upi",
                                               "type.handle", "type.mail",    "type.vehicle",
                                               "type.is",     "role.whose"};
    static const ListSet set = set_of(heads);
    return is_among(page, token, set);
}

// "Jis", "jo", जिन: answered by a pronoun.
bool is_hindi_relative(const Page& page, Range relative) {
    const char32_t first = page.text()[relative.start];
    return first == U'j' || first == U'ज';
}

// Between a description and what it describes: "is", वह, a colon.
bool closes(const Page& page, std::size_t token, std::size_t value) {
    if (page.covered_by("role.closes", page.tokens()[token].start)) return true;
    const auto end = page.tokens()[token].end;
    return page.text().substr(end, value - end).find(U':') != std::u32string::npos;
}

}  // namespace

// The words of the description are heard once, as a whole, and not again one by one.
void Weighing::described() {
    if (is_flipped() || is_person(value_) || is_personal(value_.type) || left_token_ == 0)
        return;
    if (described_owner()) return;
    const auto told = description();
    if (!told) return;
    const Role owner = owner_in(*told);
    if (owner == Role::unknown) return ignore_correlative();
    left_.start = std::max(left_.start, told->end);
    lists_left_ = lists_in(left_);
    scores_[owner] += weights_.cues.possessive;
    cues_.emplace_back(owner == Role::offender ? "described:his" : "described:hers");
}

// "jis aadmi ne mujhe bachaya uska number X": the pronoun speaks of the one who is described.
bool Weighing::described_owner() {
    auto token = left_token_;
    constexpr std::size_t most_heads = 4;
    while (token > 0 && left_token_ - token < most_heads && is_head(page_, token - 1) &&
           !page_.covered_by("role.his_own", page_.tokens()[token - 1].start))
        --token;
    const auto relative = page_.first_cue_after("role.relative", from_);
    if (token == 0 || !relative || !is_hindi_relative(page_, *relative)) return false;
    const Range pronoun{page_.tokens()[token - 1].start, page_.tokens()[token - 1].end};
    if (relative->end > pronoun.start || !page_.covered_by("role.his_own", pronoun.start))
        return false;
    const Role owner = owner_in({relative->start, pronoun.start});
    left_.start = std::max(left_.start, pronoun.start);
    lists_left_ = lists_in(left_);
    meant_ =
        owner == Role::offender ? std::nullopt : std::optional(std::pair(pronoun.start, owner));
    return true;
}

// "jo number hai wo X": nobody's pronoun.
void Weighing::ignore_correlative() {
    const auto& pronoun = page_.tokens()[left_token_ - 1];
    if (!page_.covered_by("role.his", pronoun.start)) return;
    --left_token_;
    left_.end = std::max(left_.start, pronoun.start);
    lists_left_ = lists_in(left_);
}

std::optional<Range> Weighing::description() const {
    if (is_directly_mine()) return std::nullopt;
    const auto before = described_before();
    return before ? before : described_by_relative();
}

// "enne vilikkunna aalude number X": the deed, what has done it, its kind, the value.
std::optional<Range> Weighing::described_before() const {
    static const ListSet participles =
        set_of(std::array<List, 2>{"role.done", "role.described"});
    const auto& tokens = page_.tokens();
    constexpr std::size_t most_heads = 4;
    auto head = left_token_;
    while (head > 0 && left_token_ - head < most_heads && tokens[head - 1].start >= from_ &&
           is_head(page_, head - 1) && !is_among(page_, head - 1, participles))
        --head;
    if (head == left_token_ || head == 0 || tokens[head - 1].start < from_) return std::nullopt;
    if (!is_among(page_, head - 1, participles)) return std::nullopt;
    return Range{from_, tokens[head - 1].end};
}

// "the number which calls me is X", "jis number se dhamki aayi wo X". In English "that" begins
// other things as well, so what is described must stand before it.
std::optional<Range> Weighing::described_by_relative() const {
    const auto relative = page_.first_cue_after("role.relative", from_);
    const auto last = left_token_ - 1;
    if (!relative || relative->end > left_.end || page_.tokens()[last].start < relative->end ||
        !closes(page_, last, value_.range.start))
        return std::nullopt;
    const auto first = page_.token_at(relative->start);
    static constexpr std::array<std::u32string_view, 5> english{U"that", U"which", U"who",
                                                                U"whom", U"whose"};
    bool describes = !among(page_.word(first), english);
    constexpr std::size_t close = 2;
    for (auto t = first > close ? first - close : 0; t < first; ++t)
        describes = describes || (page_.tokens()[t].start >= from_ && is_head(page_, t));
    if (!describes) return std::nullopt;
    return Range{relative->start, page_.tokens()[last].end};
}

Role Weighing::owner_in(Range description) const {
    // "The account to which I sent the money", "njan paisa ayacha account": payment decides.
    if (is_purse(value_.type) && page_.has_cue_in("role.pay", description))
        return Role::unknown;
    // "Njan block cheytha number": whom she shuts out.
    if (page_.has_cue_in("role.blocked", description) &&
        !page_.has_cue_in("role.mine", description))
        return Role::offender;
    if (const auto subject = subject_in(description)) return *subject;
    if (is_called_in(description)) return Role::complainant;
    return is_wronged_in(description) ? Role::offender : Role::unknown;
}

// Who acts in the description, if it is one of hers.
std::optional<Role> Weighing::subject_in(Range description) const {
    if (page_.has_cue_in("role.i", description) ||
        page_.has_cue_in("role.contact_request", description))
        return Role::complainant;
    const auto acts = [&](List list) {
        for (auto word = page_.first_cue_after(list, description.start);
             word && word->end <= description.end;
             word = page_.first_cue_after(list, word->end)) {
            if (case_of(page_, *word) != Case::object) return true;
        }
        return false;
    };
    if (acts("role.kin")) return Role::family;
    if (acts("role.third") || acts("role.help")) return Role::third_party;
    const bool hers = is_purse(value_.type) && page_.has_cue_in("role.receive", description) &&
                      !page_.has_cue_in("role.harm", description);
    const bool to_her =
        page_.has_cue_in("role.me", description) || page_.has_cue_in("role.mine", description);
    return hers && to_her ? std::optional(Role::complainant) : std::nullopt;
}

// "The number that he calls is X", "wo jis number par call karta hai": not the one he calls
// from.
bool Weighing::is_called_in(Range description) const {
    static constexpr std::array<List, 6> from{"role.source", "role.source_before",
                                              "role.me",     "role.mine",
                                              "role.uses",   "role.receive"};
    const auto told = [&](List list) { return page_.has_cue_in(list, description); };
    const auto harm = page_.first_cue_after("role.harm", description.start);
    const bool calls = harm && harm->end <= description.end &&
                       page_.covered_by("role.contact_deed", harm->start);
    return calls && value_.type == ValueType::phone &&
           (told("role.his") || told("role.goal")) &&
           std::none_of(from.begin(), from.end(), told);
}

// Money comes to her account; messages come from his number.
bool Weighing::is_wronged_in(Range description) const {
    static constexpr std::array<List, 4> wrongs{"role.harm", "role.fake", "role.offender_noun",
                                                "role.his_own"};
    const auto told = [&](List list) { return page_.has_cue_in(list, description); };
    if (std::any_of(wrongs.begin(), wrongs.end(), told)) return true;
    if (is_purse(value_.type)) return told("role.done") && !told("role.mine");
    const bool to_her = told("role.me") || told("role.mine");
    return to_her && (told("role.done") || told("role.receive"));
}

// "A small box under my seat, a GPS, IMEI X": the number of the thing that was put there, told
// shortly before; "my phone, IMEI Y" is hers.
void Weighing::planted() {
    const bool device = value_.type == ValueType::imei ||
                        (value_.type == ValueType::misc_id && value_.label == Label::device);
    if (!device || is_flipped()) return;
    constexpr std::size_t reach = 200;
    const auto thing = page_.last_cue_before("role.planted", value_.range.start);
    if (!thing || thing->start + reach < value_.range.start ||
        page_.text().substr(thing->end, value_.range.start - thing->end).find(U"\n\n") !=
            std::u32string::npos)
        return;
    const auto mine = nearest_on("role.mine", Side::left);
    if (mine && mine->range.start > thing->start) return;
    add(Role::offender, weights_.cues.source, "planted", {*thing, Side::left, 0, 1});
}

}  // namespace redaction
