#include "cases/words.h"

#include <algorithm>
#include <map>

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
        {called_talked, "CALLED TALKED", yes, no, no, Effect::tell_call},
        {called_no_answer, "CALLED NO ANSWER", yes, no, no, Effect::tell_call},
        {called_not_safe, "CALLED NOT SAFE", yes, no, no, Effect::tell_call},
        {called_wrong_number, "CALLED WRONG NUMBER", yes, no, no, Effect::tell_call},
        {safe_mail, "SAFE MAIL", yes, no, no, Effect::set_mail},
        {unsafe_mail, "UNSAFE MAIL", yes, no, no, Effect::set_mail},
        {is_signed, "SIGNED", yes, no, no, Effect::tell_signed},
        {not_ours, "NOT OURS", yes, no, no, Effect::pass_on},
        {note, "NOTE", yes, yes, no, Effect::keep_note},
        {takedown_sent, "NOTE TAKEDOWN SENT", yes, yes, no, Effect::tell_done},
        {child_reported, "NOTE CHILD REPORT SENT", yes, yes, no, Effect::tell_done},
        {ask, "ASK", yes, no, no, Effect::ask_her},
        {identified, "IDENTIFIED", yes, no, no, Effect::tell_identified},
        {wish_yes, "WISH YES", yes, no, no, Effect::tell_wish},
        {wish_no, "WISH NO", yes, no, no, Effect::tell_wish},
        {wish_later, "WISH LATER", yes, no, no, Effect::tell_wish},
        {assist, "ASSIST", yes, no, no, Effect::ask_cell},
        {reveal, "REVEAL", yes, no, no, Effect::ask_reveal},
        {fir, "FIR", yes, no, no, Effect::tell_fir},
        {closed, "CLOSED", yes, no, no, Effect::close},
        {route, "ROUTE", no, yes, no, Effect::route},
        {hold, "HOLD", no, yes, no, Effect::hold},
        {spam, "SPAM", no, yes, no, Effect::call_spam},
        {same_as, "SAME AS", no, yes, no, Effect::join},
        {approve, "APPROVE", no, yes, yes, Effect::vote},
        {refuse, "REFUSE", no, yes, yes, Effect::vote},
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

std::optional<CaseEvent> event_of(Word word) {
    using enum Word;
    static const std::map<Word, CaseEvent> events{
        {received, CaseEvent::received},
        {called_talked, CaseEvent::talked},
        {called_no_answer, CaseEvent::no_answer},
        {called_not_safe, CaseEvent::not_safe},
        {called_wrong_number, CaseEvent::wrong_number},
        {safe_mail, CaseEvent::safe_mail},
        {unsafe_mail, CaseEvent::unsafe_mail},
        {is_signed, CaseEvent::is_signed},
        {identified, CaseEvent::identified},
        {wish_yes, CaseEvent::wish_yes},
        {wish_no, CaseEvent::wish_no},
        {wish_later, CaseEvent::wish_later},
        {fir, CaseEvent::fir},
    };
    const auto found = events.find(word);
    if (found == events.end()) return std::nullopt;
    return found->second;
}

const WordRow* find_word(std::string_view answer) {
    const WordRow* best = nullptr;
    for (const WordRow& row : words()) {
        // A whole line or none: see done_in().
        if (row.effect == Effect::tell_done && answer != row.name) continue;
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
