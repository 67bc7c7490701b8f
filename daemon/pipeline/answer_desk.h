// Where answers are worked on: everything one answer needs to be judged and answered, on a
// thinker's thread with connections of its own.
//
// Promises: every letter made here goes to a registered mailbox of the rules now active, never
// to an address of the mail that is answered, and has a token of its own.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "clocks/plan.h"
#include "pipeline/answer_plan.h"
#include "pipeline/clock.h"
#include "pipeline/write_letters.h"

namespace pipeline {

struct AnswerDesk {
    const settings::Settings& settings;
    const RuleSet& rules;
    reader::Reader& reader;
    const seal::ServerKeys& keys;
    store::ReadOnly& state;
    store::ReadOnly& vault;
    base::Instant now{};

    std::string today() const { return base::local_day(now, settings.zone_offset); }
    std::string mailbox(const base::RecipientId& id) const;
    bool must_not_hear(const cases::CaseLife& life, const base::RecipientId& id) const;
    // The case that is spoken about; a Failure only of the database.
    base::Result<std::optional<seal::Key>> key_of(const base::CaseId& id) const;
    base::Result<std::string> secret(const seal::Key& key, const base::CaseId& id,
                                     const char* kind) const;  // empty: not there
};

// Work at a desk of its own, on whatever thread this is.
template <class Work>
std::invoke_result_t<Work, const AnswerDesk&> at_the_desk(Workshop& shop, const RuleSet& rules,
                                                          const Work& work) {
    auto state = store::ReadOnly::open(shop.settings.state, store::File::state);
    if (!state) return state.error();
    auto vault = store::ReadOnly::open(shop.settings.state, store::File::vault);
    if (!vault) return vault.error();
    const AnswerDesk desk{shop.settings, rules,   shop.reader,     shop.keys,
                          **state,       **vault, read_clock().now};
    return work(desk);
}

// Of what a letter of ours speaks, and under which key it lies.
struct LetterOfCase {
    base::CaseNumber number;
    std::string cause;  // of the letter key
    base::CaseId of;
    seal::Key key;
    bool urgent = false;
};

// How a letter in this envelope is answered: with a new token.
letter::AnswerTo answer_to_us(const AnswerDesk& desk, const base::CaseNumber& number,
                              const letter::Envelope& envelope);

struct Reply {
    std::string event, mask;
    int figure = 0;
};
base::Result<PlanLetter> write_reply_to(const AnswerDesk& desk, const LetterOfCase& about,
                                        const base::RecipientId& to, const Reply& reply);
base::Result<PlanLetter> write_desk_note(const AnswerDesk& desk, const LetterOfCase& about,
                                         const std::string& event, const std::string& detail,
                                         const std::string& word, const base::RecipientId& to);
base::Result<PlanLetter> write_desk_note(const AnswerDesk& desk, const LetterOfCase& about,
                                         const NoticeText& text);
base::Result<PlanLetter> write_contact(const AnswerDesk& desk, const LetterOfCase& about,
                                       const base::RecipientId& station,
                                       const letter::CallFacts& call,
                                       const cases::ReleasedValue& value);
base::Result<PlanLetter> write_reveal(const AnswerDesk& desk, const LetterOfCase& about,
                                      const ledger::RevealRow& reveal,
                                      const cases::ReleasedValue& value);
// What a clock calls for, to the contact of this step.
base::Result<PlanLetter> write_reminder_to(const AnswerDesk& desk, const LetterOfCase& about,
                                           const base::StationId& station,
                                           const clocks::Step& step);
base::Result<PlanLetter> write_approval(const AnswerDesk& desk, const LetterOfCase& about,
                                        const base::RecipientId& approver,
                                        const ledger::RevealRow& reveal,
                                        const ledger::RevealCounts& counts);

// The proof on the finished octets: read again in the jail, the values it carries are there and
// taken away, and nothing else of the case is left. A word when it does not pass.
std::optional<std::string> leak_in_release(reader::Reader& reader,
                                           const redaction::Policy& policy,
                                           const letter::Letter& letter,
                                           const cases::ReleasedValue& value,
                                           const redaction::Findings& findings);

}  // namespace pipeline
