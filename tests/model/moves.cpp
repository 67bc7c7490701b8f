#include "model/moves.h"

#include <string>

#include "delivery/attempt.h"
#include "outbox/next_step.h"

namespace model {
namespace {

using protocol::Fact;
using protocol::Facts;
using protocol::LetterState;
using protocol::MailDeed;
using protocol::MailState;
using protocol::Promise;
using protocol::Step;

const base::Instant now = base::from_unix(1795327200);

struct End {
    const char* name;
    delivery::Attempt attempt;
    bool stored;
};

delivery::Attempt replied(delivery::Stage stage, int code) {
    return {stage, delivery::Ending::replied, stage == delivery::Stage::dot, code, "", ""};
}

// How a conversation may end; the first is the good one.
const std::array<End, 6>& ends() {
    using delivery::Ending;
    using delivery::Stage;
    static const std::array<End, 6> all{{
        {"250", replied(Stage::dot, 250), true},
        {"cut, stored", {Stage::dot, Ending::closed, true, 0, "", ""}, true},
        {"cut, not stored", {Stage::dot, Ending::closed, true, 0, "", ""}, false},
        {"451 to the dot", replied(Stage::dot, 451), false},
        {"cut before the dot", {Stage::rcpt, Ending::closed, false, 0, "", ""}, false},
        {"550", replied(Stage::rcpt, 550), false},
    }};
    return all;
}

protocol::Table table_of(Mutant mutant) {
    protocol::Table table = protocol::table;
    const auto row = [&](Step step) -> protocol::Row& {
        return table[static_cast<std::size_t>(step)];
    };
    if (mutant == Mutant::accepted_first) {
        row(Step::t4).needs = {Fact::begun};
        row(Step::s4).needs = {Fact::settled};
    }
    if (mutant == Mutant::moved_first) row(Step::s5).needs = {Fact::custody, Fact::queued};
    if (mutant == Mutant::state_before_vault) {
        row(Step::t1).needs = {};
        row(Step::v1).needs = {Fact::custody};
    }
    return table;
}

Promise promise_of(int kind, Mutant mutant) {
    if (kind == desk) return outbox::promise_of("desk");
    if (kind == station || mutant == Mutant::acknowledge_again)
        return outbox::promise_of("station");
    return outbox::promise_of("acknowledgement");
}

outbox::AttemptResult result_of(const delivery::Attempt& attempt) {
    outbox::AttemptResult result;
    result.outcome = delivery::classify(attempt);
    result.code = attempt.code;
    result.stage = delivery::name_of(attempt.stage);
    return result;
}

// T4, and the recovery at a start: what the letter becomes, by the daemon's own function.
void settle(World& world, int m, int kind, const outbox::AttemptResult& result, Mutant mutant) {
    Letter& letter =
        world.rows[static_cast<std::size_t>(m)].letters[static_cast<std::size_t>(kind)];
    const auto next = outbox::next_step(promise_of(kind, mutant), {1, 1, now}, result, now, 0.0);
    letter.become(next.state);
    letter.in_flight = 0;
    if (next.uncertain)
        ++world.outside[static_cast<std::size_t>(m)].ambiguous[static_cast<std::size_t>(kind)];
}

std::string word(int number) { return std::to_string(number); }
std::string word(std::string_view text) { return std::string(text); }

// Each {} is the next value.
template <class... Values>
std::string told(std::string_view text, const Values&... values) {
    std::string out;
    const std::string words[] = {word(values)...};
    std::size_t next = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '{') {
            out += text[i];
            continue;
        }
        out += words[next++];
        ++i;
    }
    return out;
}

void forget(Daemon& daemon) { daemon = Daemon{}; }

template <class Array>
auto& at(Array& array, int i) {
    return array[static_cast<std::size_t>(i)];
}

}  // namespace

Moves::Moves(const Scenario& scenario)
    : scenario_(scenario), table_(table_of(scenario.mutant)) {}

bool Moves::may(Step step, Facts facts) const {
    return protocol::may_take(step, facts, table_);
}

bool Moves::has_somebody(const Rows& rows) const {
    for (const int kind : {station, desk}) {
        const Letter& letter = at(rows.letters, kind);
        if (letter.is(LetterState::sent)) return true;
        if (is(Mutant::refused_is_done) && letter.is(LetterState::refused)) return true;
    }
    return false;
}

Facts Moves::facts(const World& world, int m, int kind, const Memory& memory) const {
    const Rows& rows = at(world.rows, m);
    const Letter& letter = at(rows.letters, kind);
    const std::uint8_t talk = at(memory.talk, kind);
    Facts known;
    if (rows.copy != 0) known.add({Fact::copy_kept});
    if (rows.row != MailState::none) known.add({Fact::custody});
    if (rows.row != MailState::none && rows.row != MailState::received)
        known.add({Fact::counted});
    if (rows.letters_kept != 0) known.add({Fact::letters_kept});
    if (letter.exists()) known.add({Fact::queued});
    if (talk >= begun) known.add({Fact::begun});
    if (talk == early) known.add({Fact::settled});
    if (talk >= answered) known.add({Fact::answered});
    if (has_somebody(rows)) known.add({Fact::somebody});
    if (memory.moved != 0) known.add({Fact::moved});
    return known;
}

void Moves::all(const World& world, const Emit& emit) const {
    environment(world, emit);
    for (int d = 0; d < scenario_.daemons; ++d) {
        if (at(world.daemons, d).alive != 0) daemon(world, d, emit);
    }
    if (world.faults < scenario_.faults) faults(world, emit);
}

// Mails come in any order; a daemon is started when none runs; a lazy disk writes some time.
void Moves::environment(const World& world, const Emit& emit) const {
    for (int m = 0; m < scenario_.mails; ++m) {
        if (at(world.outside, m).place != not_sent_yet) continue;
        World next = world;
        at(next.outside, m).place = inbox;
        emit(next, Cost::free, told("mail {} comes", m));
    }
    // Whoever supervises a machine starts its daemon again when it has ended.
    for (int d = 0; d < scenario_.daemons; ++d) {
        const bool somebody_works = at(world.daemons, world.lease).alive != 0;
        if (!somebody_works && at(world.daemons, d).alive == 0)
            start(world, d, emit, Cost::free);
    }
    if (is(Mutant::lazy_sync)) {
        World next = world;
        next.on_disk = next.rows;
        emit(next, Cost::free, "the disk writes");
    }
}

void Moves::start(World world, int d, const Emit& emit, Cost cost) const {
    world.lease = static_cast<std::uint8_t>(d);
    at(world.daemons, d).alive = 1;
    const outbox::AttemptResult lost{outbox::Outcome::uncertain, 0, "", "restart", false};
    for (int m = 0; m < scenario_.mails; ++m) {
        for (int kind = 0; kind < kinds; ++kind) {
            if (at(at(world.rows, m).letters, kind).in_flight != 0)
                settle(world, m, kind, lost, scenario_.mutant);
        }
    }
    if (!is(Mutant::lazy_sync)) world.on_disk = world.rows;
    emit(world, cost, told("daemon {} starts", d));
}

void Moves::faults(const World& world, const Emit& emit) const {
    World base = world;
    ++base.faults;
    for (int d = 0; d < scenario_.daemons; ++d) {
        World next = base;
        if (at(world.daemons, d).alive != 0) {
            forget(at(next.daemons, d));
            emit(next, Cost::fault, told("daemon {} is killed", d));
        } else if (scenario_.daemons > 1) {
            start(next, d, emit, Cost::fault);
        }
    }
    if (scenario_.power_cuts) {
        World next = base;
        for (Daemon& daemon : next.daemons) forget(daemon);
        next.rows = next.on_disk;
        emit(next, Cost::fault, "the power fails");
    }
    if (scenario_.renumbering && world.uidvalidity == 0) {
        World next = base;
        next.uidvalidity = 1;
        emit(next, Cost::fault, "the server renumbers");
    }
    if (scenario_.restores) {
        World next = base;
        for (Daemon& daemon : next.daemons) forget(daemon);
        for (int m = 0; m < scenario_.mails; ++m) {
            Outside& outside = at(next.outside, m);
            at(next.rows, m) = Rows{};
            at(next.rows, m).older = outside.place != not_sent_yet ? 1 : 0;
            for (int kind = 0; kind < kinds; ++kind) {
                if (at(outside.copies, kind) > 0) ++at(outside.ambiguous, kind);
            }
        }
        next.on_disk = next.rows;
        emit(next, Cost::fault, "an empty backup is put back");
    }
    for (int m = 0; scenario_.deletions && m < scenario_.mails; ++m) {
        if (at(world.outside, m).place != inbox) continue;
        World next = base;
        at(next.outside, m).place = deleted;
        emit(next, Cost::fault, told("somebody deletes mail {}", m));
    }
}

void Moves::commit(World before, World after, int d, const Emit& emit,
                   const std::string& name) const {
    if (before.lease != d && !is(Mutant::no_epoch)) {
        forget(at(before.daemons, d));
        emit(before, Cost::free, told("daemon {} lost its lease", d));
        return;
    }
    if (!is(Mutant::lazy_sync)) after.on_disk = after.rows;
    emit(after, Cost::free, name);
}

void Moves::daemon(const World& world, int d, const Emit& emit) const {
    for (int m = 0; m < scenario_.mails; ++m) {
        intake(world, d, m, emit);
        reading(world, d, m, emit);
        for (int kind = 0; kind < kinds; ++kind) {
            sending(world, d, m, kind, emit);
            talking(world, d, m, kind, emit);
        }
        filing(world, d, m, emit);
    }
}

// S1: is it a mail that must be fetched?
bool Moves::is_visible(const World& world, int m) const {
    const Rows& rows = at(world.rows, m);
    const Outside& outside = at(world.outside, m);
    if (outside.place == done) return rows.known_done == 0 && !is(Mutant::no_reconcile);
    if (outside.place != inbox) return false;
    if (is(Mutant::seen_as_memory)) return outside.seen == 0;
    if (is(Mutant::highest_uid)) {
        for (int higher = m; higher < scenario_.mails; ++higher) {
            if (at(world.rows, higher).row != MailState::none) return false;
        }
        return true;
    }
    const bool known = (rows.known >> world.uidvalidity & 1U) != 0;
    return !known || (rows.row == MailState::received && rows.copy == 0);
}

void Moves::intake(const World& world, int d, int m, const Emit& emit) const {
    const Memory& memory = at(at(world.daemons, d).of, m);
    const Rows& rows = at(world.rows, m);
    if (memory.fetched == 0) {
        if (!is_visible(world, m)) return;
        World next = world;
        at(at(next.daemons, d).of, m).fetched = at(world.outside, m).place == done ? 2 : 1;
        if (is(Mutant::seen_as_memory)) at(next.outside, m).seen = 1;
        emit(next, Cost::free, told("daemon {} fetches mail {}", d, m));
        return;
    }
    const Facts known = facts(world, m, station, memory);
    if (rows.copy == 0 && may(Step::v1, known)) {
        World next = world;
        at(next.rows, m).copy = 1;
        if (rows.row != MailState::none) at(at(next.daemons, d).of, m).fetched = 0;
        commit(world, next, d, emit, told("V1 of mail {}", m));
    }
    const bool here = memory.fetched == 2 ? rows.known_done != 0
                                          : (rows.known >> world.uidvalidity & 1U) != 0;
    if (here && rows.row != MailState::none && rows.copy == 0) return;  // its copy comes now
    if (!may(Step::t1, known)) return;
    World next = world;
    Rows& after = at(next.rows, m);
    const bool is_new_case = rows.row == MailState::none ||
                             (is(Mutant::no_content_key) && !here && memory.fetched == 1);
    if (is_new_case) {
        after.row = *protocol::after(MailDeed::take, MailState::none);
        after.letters_kept = 0;
        after.letters = {};
    }
    if (memory.fetched == 2)
        after.known_done = 1;
    else
        after.known = static_cast<std::uint8_t>(after.known | 1U << world.uidvalidity);
    if (after.copy != 0) at(at(next.daemons, d).of, m).fetched = 0;
    commit(world, next, d, emit, told("T1 of mail {}", m));
}

void Moves::reading(const World& world, int d, int m, const Emit& emit) const {
    const Rows& rows = at(world.rows, m);
    const Facts known = facts(world, m, station, at(at(world.daemons, d).of, m));
    World next = world;
    Rows& after = at(next.rows, m);
    if (rows.row == MailState::received && may(Step::t1b, known)) {
        after.row = *protocol::after(MailDeed::count_reading, rows.row);
        commit(world, next, d, emit, told("T1b of mail {}", m));
    } else if (rows.row == MailState::reading && rows.letters_kept == 0 &&
               may(Step::v2, known)) {
        after.letters_kept = 1;
        commit(world, next, d, emit, told("V2 of mail {}", m));
    } else if (rows.row == MailState::reading && may(Step::t2, known)) {
        after.row = *protocol::after(MailDeed::decide, rows.row);
        at(after.letters, station).become(LetterState::queued);
        if (rows.older == 0 || is(Mutant::acknowledge_older))
            at(after.letters, acknowledgement).become(LetterState::queued);
        commit(world, next, d, emit, told("T2 of mail {}", m));
    }
    const bool stranded =
        at(rows.letters, station).is(LetterState::refused) && !at(rows.letters, desk).exists();
    if (stranded && !is(Mutant::refused_is_done)) {
        at(after.letters, desk).become(LetterState::queued);
        commit(world, next, d, emit, told("mail {} goes to the desk", m));
    }
}

void Moves::sending(const World& world, int d, int m, int kind, const Emit& emit) const {
    const Letter& letter = at(at(world.rows, m).letters, kind);
    const Memory& memory = at(at(world.daemons, d).of, m);
    if (!letter.exists() || at(memory.talk, kind) != silent) return;
    if (!protocol::may_begin(letter.is())) return;
    const Step step = kind == acknowledgement ? Step::ta : Step::t3;
    if (!may(step, facts(world, m, kind, memory))) return;
    World next = world;
    Letter& after = at(at(next.rows, m).letters, kind);
    after.become(protocol::begun_as(promise_of(kind, scenario_.mutant)));
    after.in_flight = 1;
    at(at(at(next.daemons, d).of, m).talk, kind) = begun;
    commit(world, next, d, emit, told("{} of letter {}.{}", name_of(step), m, kind));
}

void Moves::talking(const World& world, int d, int m, int kind, const Emit& emit) const {
    const Memory& memory = at(at(world.daemons, d).of, m);
    const std::uint8_t talk = at(memory.talk, kind);
    if (talk == silent) return;
    const Facts known = facts(world, m, kind, memory);
    if (talk < answered && may(Step::s4, known)) {
        for (std::size_t i = 0; i < ends().size(); ++i) {
            const bool good = i == 0;
            if (!good && world.faults >= scenario_.faults) break;
            World next = world;
            if (!good) ++next.faults;
            Outside& outside = at(next.outside, m);
            if (ends()[i].stored) {
                if (at(outside.copies, kind) > 0 && is(Mutant::random_id)) outside.other_id = 1;
                ++at(outside.copies, kind);
            }
            at(at(at(next.daemons, d).of, m).talk, kind) =
                talk == early ? std::uint8_t{silent} : static_cast<std::uint8_t>(answered + i);
            emit(next, good ? Cost::free : Cost::fault,
                 told("S4 of letter {}.{}: {}", m, kind, ends()[i].name));
        }
    }
    if (talk == early || !may(Step::t4, known)) return;
    World next = world;
    const std::size_t end = talk >= answered ? talk - answered : 0U;
    settle(next, m, kind, result_of(ends()[end].attempt), scenario_.mutant);
    at(at(at(next.daemons, d).of, m).talk, kind) = talk >= answered ? silent : early;
    commit(world, next, d, emit, told("T4 of letter {}.{}", m, kind));
}

void Moves::filing(const World& world, int d, int m, const Emit& emit) const {
    const Rows& rows = at(world.rows, m);
    const Outside& outside = at(world.outside, m);
    const Memory& memory = at(at(world.daemons, d).of, m);
    const Facts known = facts(world, m, station, memory);
    const bool here = (rows.known >> world.uidvalidity & 1U) != 0;
    if (here && outside.place == inbox && may(Step::s5, known)) {
        World next = world;
        at(next.outside, m).place = done;
        at(at(next.daemons, d).of, m).moved = 1;
        emit(next, Cost::free, told("S5 of mail {}", m));
    }
    World next = world;
    Rows& after = at(next.rows, m);
    if (memory.moved != 0 && may(Step::t5, known)) {
        const auto filed = protocol::after(MailDeed::file, rows.row);
        if (filed) after.row = *filed;
        after.known_done = 1;
        at(at(next.daemons, d).of, m).moved = 0;
        commit(world, next, d, emit, told("T5 of mail {}", m));
    } else if (memory.moved == 0 && here && outside.place != inbox &&
               rows.row == MailState::decided && has_somebody(rows)) {
        after.row = *protocol::after(MailDeed::find_gone, rows.row);
        commit(world, next, d, emit, told("mail {} is gone", m));
    }
}

std::string Moves::breach(const World& world) const {
    for (int m = 0; m < scenario_.mails; ++m) {
        const Rows& rows = at(world.rows, m);
        const Outside& outside = at(world.outside, m);
        const int taken = at(outside.copies, station) + at(outside.copies, desk);
        if (outside.place == done && taken == 0 && counts("P1")) return "P1";
        const bool ours = rows.copy != 0 && rows.row != MailState::none;
        for (const Daemon& daemon : world.daemons) {
            for (const std::uint8_t talk : at(daemon.of, m).talk) {
                if (talk != silent && !ours && counts("P2")) return "P2";
            }
        }
        for (const int kind : {station, desk}) {
            if (at(outside.copies, kind) > 1 + at(outside.ambiguous, kind) && counts("P3"))
                return "P3";
        }
        if (outside.other_id != 0 && counts("P4")) return "P4";
        if (at(outside.copies, acknowledgement) > 1 && counts("P5")) return "P5";
        if (rows.row == MailState::filed && taken == 0 && counts("P6")) return "P6";
    }
    return "";
}

bool Moves::is_good_end(const World& world) const {
    for (int m = 0; m < scenario_.mails; ++m) {
        const Rows& rows = at(world.rows, m);
        const Outside& outside = at(world.outside, m);
        if (outside.place == not_sent_yet || outside.place == inbox) return false;
        const int taken = at(outside.copies, station) + at(outside.copies, desk);
        // Deleted before we had it: a loss, but not by us (W6).
        if (outside.place == deleted && rows.row == MailState::none) continue;
        if (taken == 0 || rows.row == MailState::none) return false;
        for (const Letter& letter : rows.letters) {
            if (letter.in_flight != 0 || (letter.exists() && protocol::may_begin(letter.is())))
                return false;
        }
    }
    return true;
}

}  // namespace model
