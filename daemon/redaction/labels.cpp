#include "redaction/labels.h"

#include <algorithm>

#include "redaction/among.h"

namespace redaction {

namespace {

constexpr std::array<List, cue_count> lists{
    "type.aadhaar", "type.vid",     "type.pan",      "type.voter",   "type.passport",
    "type.licence", "type.vehicle", "type.phone",    "type.account", "type.ifsc",
    "type.upi",     "type.upi_ref", "type.card",     "type.imei",    "type.device",
    "type.pin",     "type.misc",    "type.case_ref", "type.amount",  "type.order"};

// Code points of the view. A label may stand on the line before its number, not behind it on
// the next.
constexpr std::size_t reach_left = 120;
constexpr std::size_t reach_left_over_clause = 40;
constexpr std::size_t words_over_clause = 3;
constexpr std::size_t reach_right = 60;
// What stands before a number names it rather than what stands behind.
constexpr std::size_t right_penalty = 6;
constexpr std::size_t touching = 3;

// "number" says phone only where no other label owns it: "ഓർഡർ നമ്പർ X" is an order's.
bool is_number_of_another(const Page& page, Range word) {
    static constexpr std::array<std::u32string_view, 6> words{U"നമ്പ",    U"नंबर",  U"नम्बर",
                                                              U"number", U"nmbr", U"no"};
    const auto token = page.token_at(word.start);
    if (token == 0 || std::none_of(words.begin(), words.end(), [&](auto beginning) {
            return page.word(token).starts_with(beginning);
        }))
        return false;
    constexpr std::size_t closest = 2;
    const auto& before = page.tokens()[token - 1];
    if (word.start - before.end > closest) return false;
    static const ListSet others = [] {
        auto set = set_of(lists);
        set.reset(List("type.phone").number());
        set.reset(List("type.amount").number());
        return set;
    }();
    return (page.lists_of(token - 1) & others).any() &&
           !page.covered_by("type.phone", before.start);
}

// "Account 96240123. 68300 12345": the label of the sentence before has its number already.
bool has_number(const Page& page, Range range) {
    constexpr std::size_t shortest = 5;
    const auto& tokens = page.tokens();
    for (auto t = page.token_at(range.start); t < tokens.size() && tokens[t].end <= range.end;
         ++t) {
        if (tokens[t].kind == understanding::TokenKind::digits &&
            tokens[t].end - tokens[t].start >= shortest)
            return true;
    }
    return false;
}

std::size_t distance_to(const Page& page, List list, Range range, Range clause) {
    std::size_t best = std::numeric_limits<std::size_t>::max();
    if (page.cues(list).empty()) return best;
    auto before = page.last_cue_before(list, range.start);
    if (before && list == List("type.phone") && is_number_of_another(page, *before))
        before = page.last_cue_before(list, before->start);
    if (const auto hit = before) {
        const auto gap = range.start - hit->end;
        const bool same_clause = hit->start >= clause.start;
        const auto words = page.token_at(range.start) - page.token_at(hit->end);
        if (gap <= reach_left &&
            (same_clause || (gap <= reach_left_over_clause && words <= words_over_clause &&
                             !has_number(page, {hit->end, clause.start}))))
            best = gap;
    }
    if (const auto hit = page.first_cue_after(list, range.end)) {
        const auto gap = hit->start - range.end;
        if (gap <= reach_right && hit->end <= clause.end) {
            best = std::min(best, gap + right_penalty);
        }
    }
    return best;
}

// "sent to X", "transferred 5,000 into X".
bool stands_behind_payment(const Page& page, Range range, Range clause) {
    constexpr std::size_t over_another = 45, reach_of_pay = 40;
    const auto to = page.last_cue_before("role.goal_before", range.start);
    if (!to || to->start < clause.start || range.start - to->end > over_another) return false;
    const auto pay = page.last_cue_before("role.pay", to->start);
    return pay && pay->start >= clause.start && to->start - pay->end <= reach_of_pay;
}

bool stands_by_password(const Page& page, Range range) {
    static constexpr std::array<std::u32string_view, 3> words{U"otp", U"ഒടിപി", U"ओटीपी"};
    const auto order = page.last_cue_before("type.order", range.start);
    return order && among(page.word(page.token_at(order->start)), words);
}

// ABCD0123456: four letters, 0, six letters or digits, apart from others.
bool is_branch_code(const std::u32string& text, Range word) {
    constexpr std::size_t length = 11, bank = 4;
    if (word.end - word.start != length || text[word.start + bank] != U'0') return false;
    return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(word.start),
                       text.begin() + static_cast<std::ptrdiff_t>(word.start + bank), is_latin);
}

enum class Word { code, number, other };

Word kind_of(const std::u32string& text, Range word) {
    constexpr std::size_t long_number = 9;
    if (is_branch_code(text, word)) return Word::code;
    const bool digits =
        std::all_of(text.begin() + static_cast<std::ptrdiff_t>(word.start),
                    text.begin() + static_cast<std::ptrdiff_t>(word.end), is_digit);
    return digits && word.end - word.start >= long_number ? Word::number : Word::other;
}

// So far a branch code may stand from its account.
constexpr std::size_t branch_reach = 80;

// The first code or long number behind `from`.
Word first_behind(const std::u32string& text, std::size_t from) {
    for (auto at = from; at < text.size() && at < from + branch_reach;) {
        auto end = at;
        while (end < text.size() && end < at + branch_reach && is_alnum(text[end])) ++end;
        const auto kind = kind_of(text, {at, end});
        if (kind != Word::other) return kind;
        at = end + 1;
    }
    return Word::other;
}

Word last_before(const std::u32string& text, std::size_t from) {
    for (auto at = from; at > 0 && at + branch_reach > from;) {
        auto start = at;
        while (start > 0 && start + branch_reach > at && is_alnum(text[start - 1])) --start;
        const auto kind = kind_of(text, {start, at});
        if (kind != Word::other) return kind;
        at = start == 0 ? 0 : start - 1;
    }
    return Word::other;
}

// No other long number between: the code is of the nearest.
bool stands_by_branch_code(const Page& page, Range range) {
    const auto& text = page.latin();
    if (range.start > 0 && is_latin(text[range.start - 1])) return false;
    return first_behind(text, range.end) == Word::code ||
           last_before(text, range.start) == Word::code;
}

// "X Rs 239": the amount is that of the number behind it.
bool counts_what_follows(const Page& page, std::size_t end) {
    const auto sum = page.first_cue_after("type.amount", end);
    const auto next = sum ? page.token_at(sum->end) : page.tokens().size();
    return next < page.tokens().size() &&
           page.tokens()[next].kind == understanding::TokenKind::digits &&
           page.tokens()[next].start - sum->end <= touching;
}

bool has_only(const Page& page, std::size_t first, std::size_t last, const ListSet& set) {
    for (auto t = first; t < last; ++t) {
        if ((page.lists_of(t) & set).none()) return false;
    }
    return true;
}

bool after_money_sign(const Page& page, std::size_t start) {
    const auto& text = page.text();
    while (start > 0 && text[start - 1] == U' ') --start;
    return start > 0 && text[start - 1] == U'₹';
}

}  // namespace

List list_of(Cue cue) { return lists[static_cast<std::size_t>(cue)]; }

std::string cue_id(Cue cue) {
    constexpr std::string_view prefix = "type.";
    return "label:" + std::string(list_of(cue).name().substr(prefix.size()));
}

Labels::Labels(const Page& page, Range range) : page_(page), range_(range) {
    const auto clause = page.clause_of(range.start);
    for (std::size_t i = 0; i < cue_count; ++i) {
        distances_[i] = distance_to(page, lists[i], range, clause);
    }
    money_sign_ = after_money_sign(page, range.start);
    paid_to_ = stands_behind_payment(page, range, clause);
    password_ = stands_by_password(page, range);
}

bool Labels::is_by_branch_code() const { return stands_by_branch_code(page_, range_); }

bool Labels::nearest(Cue cue) const {
    const auto own = distance(cue);
    if (own == far) return false;
    for (std::size_t i = 0; i < cue_count; ++i) {
        const auto other = static_cast<Cue>(i);
        if (other == Cue::amount || other == cue) continue;
        if (distances_[i] < own) return false;
    }
    return true;
}

bool Labels::is_amount() const {
    return money_sign_ || distance(Cue::amount) <= touching ||
           (distance(Cue::amount) >= right_penalty &&
            distance(Cue::amount) <= right_penalty + touching &&
            !counts_what_follows(page_, range_.end));
}

bool Labels::names(Cue cue) const {
    return distance(cue) != far && (names_before(cue) || names_behind(cue));
}

bool Labels::names_before(Cue cue) const {
    const auto label = page_.last_cue_before(list_of(cue), range_.start);
    if (!label) return false;
    static const ListSet number = set_of(std::array<List, 2>{"type.phone", "type.is"});
    static constexpr std::array<std::u32string_view, 2> of{U"of", U"for"};
    const auto first = page_.token_at(label->end);
    auto last = page_.token_at(range_.start);
    // "OD-6830712345": letters that touch the number are part of it.
    while (last > first && !is_blank(page_.text()[page_.tokens()[last].start - 1])) --last;
    // "The PNR of my train was X".
    if (first < last && among(page_.word(first), of))
        return page_.covered_by("type.is", page_.tokens()[last - 1].start);
    return has_only(page_, first, last, number);
}

// "X is my order number".
bool Labels::names_behind(Cue cue) const {
    const auto label = page_.first_cue_after(list_of(cue), range_.end);
    if (!label) return false;
    static const ListSet is_mine = set_of(std::array<List, 2>{"role.mine", "type.is"});
    const auto first = page_.token_at(range_.end), last = page_.token_at(label->start);
    return first < last && has_only(page_, first, last, is_mine);
}

bool Labels::is_order() const {
    const auto order = distance(Cue::order);
    constexpr std::size_t order_reach = 45;
    return order <= order_reach && order <= distance(Cue::phone) && nearest(Cue::order);
}

}  // namespace redaction
