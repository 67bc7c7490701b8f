// The words that officers and the desk answer with: a closed list, one row each.
//
// Promises: a word that a row does not give to a side is not understood from that side. Source:
// contract.md 6, promises.md 5.6.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/identity.h"
#include "cases/case_table.h"

namespace cases {

enum class Word {
    received,
    called_talked,
    called_no_answer,
    called_not_safe,
    called_wrong_number,
    safe_mail,
    unsafe_mail,
    is_signed,
    not_ours,
    note,
    takedown_sent,   // NOTE TAKEDOWN SENT
    child_reported,  // NOTE CHILD REPORT SENT
    ask,
    identified,
    wish_yes,
    wish_no,
    wish_later,
    assist,
    reveal,
    fir,
    closed,
    route,
    hold,
    spam,
    same_as,
    approve,
    refuse
};

// Whose mailbox our letter was sent to.
enum class Side { station, desk, approver, other };
// By the id of the recipient: "tvc.museum", "desk.triage", "approver.1", "oversight.1".
Side side_of(const base::RecipientId& recipient);

enum class Effect {
    confirm,
    tell_call,
    set_mail,
    tell_signed,
    tell_identified,
    tell_wish,
    tell_fir,
    close,
    keep_note,  // on record, and nothing follows
    tell_done,  // on record, and a clock ends
    ask_reveal,
    ask_her,
    vote,     // on a value, or on a closing that waits
    pass_on,  // NOT OURS
    ask_cell,
    route,
    hold,
    call_spam,
    join
};

struct WordRow {
    Word word = Word::note;
    std::string_view name;  // as understanding spells it: "CALLED NO ANSWER"
    bool station = false;   // who may say it
    bool desk = false;
    bool approver = false;
    Effect effect = Effect::keep_note;
};
const std::vector<WordRow>& words();
const WordRow& row_of(Word word);
// What this word of a station does to a case; nothing for words that are no step of its life.
std::optional<CaseEvent> event_of(Word word);
// The row whose name begins this answer ("REVEAL PHONE-K7Q2 first_call"); the longest one.
const WordRow* find_word(std::string_view answer);
bool may_say(const WordRow& row, Side side);

}  // namespace cases
