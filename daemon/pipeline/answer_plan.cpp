#include "pipeline/answer_plan.h"

#include "pipeline/clock.h"
#include "store/failpoint.h"

namespace pipeline {
namespace {

struct Frozen {
    PlanLetter letter;
    FrozenLetter rows;
};

struct Ready {
    AnswerPlan plan;
    std::vector<Frozen> letters;
    std::optional<Frozen> release;
};

Frozen freeze(PlanLetter letter, base::Instant now) {
    FrozenLetter rows = freeze_letter(letter.of, letter.planned, letter.key, now, now);
    return {std::move(letter), std::move(rows)};
}

base::Result<void> keep(store::VaultTransaction& vault, const Frozen& frozen,
                        base::Instant now) {
    return ledger::keep_letter(vault, frozen.letter.key, frozen.letter.of,
                               frozen.rows.row.message_id, frozen.rows.row.hash,
                               frozen.rows.copy, now);
}

base::Result<void> keep_all(store::VaultTransaction& vault, const Ready& ready,
                            base::Instant now) {
    for (const auto& letter : ready.letters) {
        if (auto kept = keep(vault, letter, now); !kept) return kept;
    }
    if (!ready.release) return {};
    return keep(vault, *ready.release, now);
}

base::Result<void> ask(store::Transaction& state, const Asked& asked) {
    auto id = ledger::ask_reveal(state, read_clock(), asked.reveal, asked.counts);
    if (!id) return id.error();
    if (asked.refused_why.empty()) return {};
    ledger::RevealRow row = asked.reveal;
    row.id = *id;
    return ledger::refuse_reveal(state, read_clock(), row, asked.refused_why);
}

base::Result<void> change_rows(store::Transaction& state, const AnswerPlan& plan) {
    const auto moment = read_clock();
    base::Result<void> done;
    for (const auto& change : plan.changes) {
        if (done) done = change(state, moment);
    }
    if (done && plan.contact) done = ledger::note_contact(state, moment, *plan.contact);
    if (done && plan.asked) done = ask(state, *plan.asked);
    if (done && plan.voted)
        done = ledger::vote_on_reveal(state, moment, plan.voted->reveal, plan.voted->ballot);
    if (done && plan.refused)
        done = ledger::refuse_reveal(state, moment, plan.refused->reveal, plan.refused->why);
    if (done && plan.expired) done = ledger::expire_reveal(state, moment, *plan.expired);
    for (const auto& due : plan.dues) {
        if (done) done = ledger::note_due(state, due);
    }
    for (const auto& note : plan.notes) {
        if (done) done = audit::append(state, moment, note);
    }
    return done;
}

// The letter that carries a value and the event that says so: both, or neither.
base::Result<void> post_release(store::Transaction& state, const Ready& ready) {
    if (!ready.release) return {};
    const auto moment = read_clock();
    const auto letter = outbox::post(state, moment, ready.release->rows.row);
    if (!letter) return letter.error();
    const ReleaseLetter& release = *ready.plan.release;
    base::AuditNote note = release.note;
    note.attrs["letter"] = *letter;
    if (release.reveal) return ledger::note_reveal_sent(state, moment, *release.reveal, note);
    return audit::append(state, moment, note);
}

base::Result<void> write_state(store::Transaction& state, const Ready& ready) {
    if (ready.plan.answer) {
        const auto counts = ledger::claim_answer(state, read_clock(), *ready.plan.answer);
        if (!counts) return counts.error();
        if (*counts == ledger::Counts::again) return {};
    }
    if (auto changed = change_rows(state, ready.plan); !changed) return changed;
    for (const auto& letter : ready.letters) {
        const auto posted = outbox::post(state, read_clock(), letter.rows.row);
        if (!posted) return posted.error();
    }
    store::failpoint("answer_before_release");
    auto released = post_release(state, ready);
    store::failpoint("answer_after_release");
    return released;
}

}  // namespace

store::Step step_of(AnswerPlan plan, store::Step before, base::Instant now) {
    auto ready = std::make_shared<Ready>();
    for (auto& letter : plan.letters) ready->letters.push_back(freeze(std::move(letter), now));
    plan.letters.clear();
    if (plan.release) ready->release = freeze(plan.release->letter, now);
    ready->plan = std::move(plan);
    store::Step step;
    step.vault = [ready, now, first = std::move(before.vault)](
                     store::VaultTransaction& vault) -> base::Result<void> {
        if (first) {
            if (auto done = first(vault); !done) return done;
        }
        return keep_all(vault, *ready, now);
    };
    step.state = [ready, first = std::move(before.state)](
                     store::Transaction& state) -> base::Result<void> {
        if (first) {
            if (auto done = first(state); !done) return done;
        }
        return write_state(state, *ready);
    };
    return step;
}

}  // namespace pipeline
