#include "cases/words.h"

#include <algorithm>

#include "base/ensure.h"

namespace cases {

Side side_of(const base::RecipientId& recipient) {
    const std::string_view id = recipient.str();
    if (id.starts_with("desk.")) return Side::desk;
    if (id.starts_with("approver.")) return Side::approver;
    const bool other = id == "complainant" || id.starts_with("oversight.") ||
                       id.starts_with("auditor.") || id.find('.') == std::string_view::npos;
    return other ? Side::other : Side::station;
}

const std::vector<WordRow>& words() {
    using enum Word;
    constexpr bool yes = true;
    constexpr bool no = false;
    static const std::vector<WordRow> rows{
        // word, name, station, desk, approver, effect
        {received, "RECEIVED", yes, yes, no, Effect::confirm},
        {called_talked, "CALLED TALKED", yes, no, no, Effect::later},
        {called_no_answer, "CALLED NO ANSWER", yes, no, no, Effect::later},
        {called_not_safe, "CALLED NOT SAFE", yes, no, no, Effect::later},
        {called_wrong_number, "CALLED WRONG NUMBER", yes, no, no, Effect::later},
        {safe_mail, "SAFE MAIL", yes, no, no, Effect::later},
        {unsafe_mail, "UNSAFE MAIL", yes, no, no, Effect::later},
        {is_signed, "SIGNED", yes, no, no, Effect::tell_event},
        {not_ours, "NOT OURS", yes, no, no, Effect::learn},
        {note, "NOTE", yes, yes, no, Effect::later},
        {ask, "ASK", yes, no, no, Effect::later},
        {identified, "IDENTIFIED", yes, no, no, Effect::later},
        {wish_yes, "WISH YES", yes, no, no, Effect::later},
        {wish_no, "WISH NO", yes, no, no, Effect::later},
        {wish_later, "WISH LATER", yes, no, no, Effect::later},
        {assist, "ASSIST", yes, no, no, Effect::later},
        {reveal, "REVEAL", yes, no, no, Effect::ask_reveal},
        {fir, "FIR", yes, no, no, Effect::tell_event},
        {closed, "CLOSED", yes, no, no, Effect::later},
        {route, "ROUTE", no, yes, no, Effect::learn},
        {hold, "HOLD", no, yes, no, Effect::later},
        {spam, "SPAM", no, yes, no, Effect::later},
        {same_as, "SAME AS", no, yes, no, Effect::later},
        {approve, "APPROVE", no, no, yes, Effect::vote},
        {refuse, "REFUSE", no, no, yes, Effect::vote},
    };
    return rows;
}

const WordRow& row_of(Word word) {
    const auto& rows = words();
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [word](const WordRow& row) { return row.word == word; });
    base::ensure(found != rows.end());
    return *found;
}

const WordRow* find_word(std::string_view answer) {
    const WordRow* best = nullptr;
    for (const WordRow& row : words()) {
        const bool begins = answer.starts_with(row.name) && (answer.size() == row.name.size() ||
                                                             answer[row.name.size()] == ' ');
        if (begins && (best == nullptr || row.name.size() > best->name.size())) best = &row;
    }
    return best;
}

bool may_say(const WordRow& row, Side side) {
    switch (side) {
        case Side::station:
            return row.station;
        case Side::desk:
            return row.desk;
        case Side::approver:
            return row.approver;
        case Side::other:
            return false;
    }
    base::ensure(false);
    return false;
}

}  // namespace cases
