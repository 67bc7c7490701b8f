// A letter about a case that already has its first ones, composed from what V2 kept: for the
// next station, a deputy, the urgent desk, a cyber cell, whoever takes over (promises.md 2.3).
//
// Promises: the same covered text, never more than the first letters showed that destination,
// with attachments listed only; locked under the case's key; the proof on the finished bytes,
// with all that the vault knows of the case; nobody of the case's never_to gets one. Where no
// letter can be made, the desk hears why in the same transaction: nothing goes silently
// missing.
#pragma once

#include <string>

#include "cases/life.h"
#include "pipeline/answer_desk.h"
#include "pipeline/kept_copies.h"

namespace pipeline {

// By whom a letter is called for: a person's order repeats one to the same recipient as the
// next revision, a clock's never.
enum class CalledBy { person, clock };

struct SecondLetter {
    letter::LetterKind kind = letter::LetterKind::station;  // or desk, assist, handover
    base::RecipientId to;
    redaction::Destination view = redaction::Destination::station;
    std::string why_you;       // of letter::why_you_words(); empty for the desk and for cells
    std::string next_contact;  // role and official phone of whoever is asked next; may be empty
    std::string desk_reason;   // one sentence for the desk; may be empty
    std::string repeat_of;     // the number of the case it belongs to; may be empty
    // Of its letter key. Empty: the case's own mail, which is filed when this letter is taken.
    std::string cause;
    CalledBy by = CalledBy::person;
    base::CaseId mail = {};  // whose text; empty: the mail that opened the case
};

// `never_to`: that mailbox may not know of this case. `destroyed`: nobody may any more. In both
// nothing is planned and nobody is told.
enum class Composed { yes, nothing_kept, leak, never_to, destroyed };
std::string_view name_of(
    Composed composed);  // the event of a reply that says why there is none

// Adds the letter to the plan, or the notice to the desk that says why there is none.
base::Result<Composed> add_second_letter(const AnswerDesk& desk, const cases::CaseLife& life,
                                         const SecondLetter& order, AnswerPlan& plan);

// The further mails of a case that moves, in the order in which they came: each whoever gets
// the case has not had yet.
base::Result<void> add_further_mails(const AnswerDesk& desk, const cases::CaseLife& life,
                                     const SecondLetter& order, AnswerPlan& plan);

// What V2 kept; nothing when the key is destroyed, the mail was held, or it is older than this
// form.
base::Result<std::optional<KeptCopies>> read_copies(const AnswerDesk& desk,
                                                    const base::CaseId& id);

}  // namespace pipeline
