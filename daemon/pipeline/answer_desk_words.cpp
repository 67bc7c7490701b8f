// HOLD, SPAM, SAME AS: what the desk says of a case that is no complaint for a station, or not
// yet.
//
// Promises: SPAM closes nothing by itself: a second person must say APPROVE, or it is with the
// desk again after a week. A mail that is the SAME AS another case is read where that case is.
#include <algorithm>

#include "base/text.h"
#include "cases/arguments.h"
#include "pipeline/answer_words.h"
#include "pipeline/moving.h"

namespace pipeline {
namespace {

using cases::CaseEvent;
using cases::CaseState;

constexpr base::Seconds longest_hold = std::chrono::hours(24 * 60);

ledger::Deed deed_of(const Answering& a, CaseState after) {
    return {a.life.id,
            base::StationId(a.life.station),
            a.actor,
            a.letter.id,
            std::string(cases::name_of(a.life.state)),
            std::string(cases::name_of(after))};
}

// Who may be the second person: the approvers; where there is none, the urgent desk.
std::vector<base::RecipientId> second_persons(const Answering& a) {
    const std::string asks = a.desk.mailbox(a.letter.recipient);
    std::vector<base::RecipientId> found;
    const auto add = [&](const std::string& id) {
        const auto mailbox = a.desk.mailbox(base::RecipientId(id));
        if (!mailbox.empty() && mailbox != asks) found.emplace_back(id);
    };
    for (std::size_t i = 0; i < a.desk.settings.desk.approvers.size(); ++i)
        add("approver." + std::to_string(i + 1));
    if (found.empty()) add("desk.urgent");
    return found;
}

base::Result<void> tell_desk(const Answering& a, AnswerPlan& plan, const char* event) {
    auto notice =
        write_desk_note(a.desk, a.about, event, "", "", base::RecipientId("desk.triage"));
    if (!notice) return notice.error();
    plan.letters.push_back(std::move(*notice));
    return {};
}

bool asked_it_herself(const Answering& a) {
    const std::string& by = a.life.asked_by;
    const base::RecipientId who(by.substr(by.find(':') + 1));
    return who == a.letter.recipient ||
           a.desk.mailbox(who) == a.desk.mailbox(a.letter.recipient);
}

// HOLD and SPAM are said of a case that no station has.
base::Result<bool> is_at_desk(const Answering& a, AnswerPlan& plan) {
    if (a.life.state == CaseState::with_desk) return true;
    auto told = reply(a, plan, {"not_at_desk", "", 0});
    if (!told) return told.error();
    return false;
}

// Its text reaches whoever has that case; nothing where the desk has it and has just read it.
base::Result<Composed> send_to_station_of(const Answering& a, AnswerPlan& plan,
                                          const cases::CaseLife& other) {
    if (other.station.empty()) return Composed::yes;
    SecondLetter order;
    order.to = base::RecipientId(other.station);
    order.repeat_of = other.number.str();
    cases::CaseLife both = a.life;
    both.never_to.insert(both.never_to.end(), other.never_to.begin(), other.never_to.end());
    return add_second_letter(a.desk, both, order, plan);
}

// The case that was named; nothing when the plan got the reply that says why it cannot be that.
base::Result<std::optional<cases::CaseLife>> other_case(const Answering& a, AnswerPlan& plan,
                                                        const std::string& named) {
    const auto refuse = [&](const char* why) -> base::Result<std::optional<cases::CaseLife>> {
        auto told = reply(a, plan, {why, "", 0});
        if (!told) return told.error();
        return std::optional<cases::CaseLife>{};
    };
    const auto number = base::CaseNumber::parse(named);
    if (!number) return refuse("no_case");
    if (*number == a.life.number) return refuse("same_case");
    auto row = ledger::find_case(a.desk.state, *number);
    if (!row) return row.error();
    if (!row.value()) return refuse("no_case");
    if (row.value()->attached_to) return refuse("joined_case");
    return ledger::find_life(a.desk.state, row.value()->id);
}

}  // namespace

base::Result<void> hold(const Answering& a, AnswerPlan& plan, const cases::Command& command) {
    auto here = is_at_desk(a, plan);
    if (!here) return here.error();
    if (!*here) return {};
    const auto day = cases::day_in(command.argument);
    const auto until = day ? base::from_rfc3339(*day + "T00:00:00Z") : std::nullopt;
    if (!until) return reply(a, plan, {"no_date", "", 0});
    const base::Instant begins = *until - a.desk.settings.zone_offset;
    if (begins <= a.desk.now || begins > a.desk.now + longest_hold)
        return reply(a, plan, {"no_date", "", 0});
    plan.changes.emplace_back(
        [deed = deed_of(a, CaseState::with_desk), begins](auto& state, const auto& moment) {
            return ledger::hold_case(state, moment, deed, begins);
        });
    return {};
}

base::Result<void> call_spam(const Answering& a, AnswerPlan& plan) {
    auto here = is_at_desk(a, plan);
    if (!here) return here.error();
    if (!*here) return {};
    if (!a.life.asked_outcome.empty()) return reply(a, plan, {"spam_waits", "", 0});
    std::string why = "no_second_person";
    bool asked = false;
    for (const auto& to : second_persons(a)) {
        SecondLetter order;
        order.kind = letter::LetterKind::desk;
        order.to = to;
        order.view = redaction::Destination::desk;
        order.why_you = "spam";
        auto composed = add_second_letter(a.desk, a.life, order, plan);
        if (!composed) return composed.error();
        asked = asked || *composed == Composed::yes;
        why = name_of(*composed);
    }
    if (!asked) return reply(a, plan, {why, "", 0});
    plan.changes.emplace_back(
        [deed = deed_of(a, CaseState::with_desk)](auto& state, const auto& moment) {
            return ledger::ask_closing(state, moment, deed, "spam");
        });
    return {};
}

base::Result<void> decide_spam(const Answering& a, AnswerPlan& plan, cases::Word word) {
    auto asks = ledger::asks_for_closing(a.desk.state, a.life.id, a.letter.id);
    if (!asks) return asks.error();
    const auto closed = cases::next_state(a.life.state, CaseEvent::closed_by_desk);
    if (!*asks || a.life.asked_outcome != "spam" || !closed)
        return reply(a, plan, {"over", "", 0});
    if (asked_it_herself(a)) return reply(a, plan, {"own", "", 0});
    if (word == cases::Word::refuse) {
        plan.changes.emplace_back(
            [deed = deed_of(a, a.life.state)](auto& state, const auto& moment) {
                return ledger::refuse_closing(state, moment, deed, "second_person");
            });
        return tell_desk(a, plan, "spam_refused");
    }
    plan.changes.emplace_back(
        [deed = deed_of(a, *closed), day = a.desk.today()](auto& state, const auto& moment) {
            return ledger::close_case(state, moment, deed, "spam", day);
        });
    return {};
}

base::Result<void> give_back_spam(const AnswerDesk& desk, AnswerPlan& plan,
                                  const cases::CaseLife& life) {
    const std::string state(cases::name_of(life.state));
    plan.changes.emplace_back(
        [deed = ledger::Deed{life.id, base::StationId(life.station), "daemon", 0, state,
                             state}](auto& row, const auto& moment) {
            return ledger::refuse_closing(row, moment, deed, "nobody_else");
        });
    auto key = desk.key_of(life.id);
    if (!key) return key.error();
    if (!key.value()) return {};
    const LetterOfCase about{life.number,
                             base::to_hex(life.id.str()) + "|spam|" +
                                 std::to_string(base::unix_seconds(*life.asked_at)),
                             life.id, *key.value(), life.urgent};
    auto notice =
        write_desk_note(desk, about, "spam_refused", "", "", base::RecipientId("desk.triage"));
    if (!notice) return notice.error();
    plan.letters.push_back(std::move(*notice));
    return {};
}

base::Result<void> same_as(const Answering& a, AnswerPlan& plan,
                           const cases::Command& command) {
    const auto closed = cases::next_state(a.life.state, CaseEvent::closed_by_desk);
    if (!closed) return reply(a, plan, {is_unread(a.life.state) ? "unread" : "not_now", "", 0});
    auto other = other_case(a, plan, command.argument);
    if (!other) return other.error();
    if (!other.value()) return {};
    auto sent = send_to_station_of(a, plan, *other.value());
    if (!sent) return sent.error();
    if (*sent != Composed::yes) return reply(a, plan, {std::string(name_of(*sent)), "", 0});
    plan.changes.emplace_back([deed = deed_of(a, *closed), to = other.value()->id,
                               number = other.value()->number,
                               day = a.desk.today()](auto& state, const auto& moment) {
        return ledger::join_case(state, moment, deed, to, number, day);
    });
    return {};
}

}  // namespace pipeline
