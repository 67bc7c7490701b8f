// One function for each effect that a word can have. Private to officer_answers.cpp: each takes
// the plan and adds to it. Pure but for look-ups and for the random tokens of letters.
#pragma once

#include "cases/command.h"
#include "cases/life.h"
#include "pipeline/answer_desk.h"

namespace pipeline {

// An answer that proved where it comes from.
struct Answering {
    const AnswerDesk& desk;
    const Answered& answered;
    const KnownLetter& letter;  // that it answers
    ledger::CaseRow of_case;    // the case that letter speaks about
    LetterOfCase about;         // how replies are kept: with the answer's own mail
    std::string actor;          // "officer:tvc.museum"
    cases::CaseLife life;       // of that case
};

// The case is with the station that answers, or the answer is of a deputy of that station; else
// the plan gets the reply that says so.
base::Result<bool> has_the_case(const Answering& a, AnswerPlan& plan);
base::Result<void> reply(const Answering& a, AnswerPlan& plan, const Reply& reply);

base::Result<void> confirm(const Answering& a, AnswerPlan& plan);  // RECEIVED
base::Result<void> tell_call(const Answering& a, AnswerPlan& plan, cases::Word word);
base::Result<void> set_mail(const Answering& a, AnswerPlan& plan, cases::Word word);
base::Result<void> tell_signed(const Answering& a, AnswerPlan& plan);
base::Result<void> tell_identified(const Answering& a, AnswerPlan& plan);
base::Result<void> tell_wish(const Answering& a, AnswerPlan& plan, cases::Word word);
base::Result<void> tell_fir(const Answering& a, AnswerPlan& plan);
// TAKEDOWN SENT, CHILD REPORT SENT: the clock reads the record of the answer; of a station that
// does not have the case it stays a note.
base::Result<void> tell_done(const Answering& a, AnswerPlan& plan);
base::Result<void> close(const Answering& a, AnswerPlan& plan, const cases::Command& command);
// APPROVE or REFUSE of the desk, to the letter that asked for a check call.
base::Result<void> decide_closing(const Answering& a, AnswerPlan& plan, cases::Word word);
base::Result<void> ask_reveal(const Answering& a, AnswerPlan& plan,
                              const cases::Command& command);
base::Result<void> not_ours(const Answering& a, AnswerPlan& plan,
                            const cases::Command& command);
base::Result<void> route(const Answering& a, AnswerPlan& plan, const cases::Command& command);
base::Result<void> assist(const Answering& a, AnswerPlan& plan, const cases::Command& command);
base::Result<void> hold(const Answering& a, AnswerPlan& plan, const cases::Command& command);
base::Result<void> call_spam(const Answering& a, AnswerPlan& plan);
// APPROVE or REFUSE of a second person, to the letter that asked about spam.
base::Result<void> decide_spam(const Answering& a, AnswerPlan& plan, cases::Word word);
base::Result<void> same_as(const Answering& a, AnswerPlan& plan, const cases::Command& command);
base::Result<void> ask_her(const Answering& a, AnswerPlan& plan);  // ASK
// NOT OURS, ROUTE: what the rules had found and who was named, kept in the trail.
base::Result<void> learn(const Answering& a, AnswerPlan& plan, const cases::Command& command);
base::Result<void> vote(const Answering& a, AnswerPlan& plan, cases::Word word);

// A week without a second person: the case is no spam, and the desk is told.
base::Result<void> give_back_spam(const AnswerDesk& desk, AnswerPlan& plan,
                                  const cases::CaseLife& life);

// Time over for a request: ended, the station told.
base::Result<void> expire(const AnswerDesk& desk, AnswerPlan& plan,
                          const ledger::RevealRow& reveal);
// Each oversight mailbox gets the notice that a limit was reached.
base::Result<void> tell_oversight(const AnswerDesk& desk, const LetterOfCase& about,
                                  const std::string& detail, AnswerPlan& plan);

}  // namespace pipeline
