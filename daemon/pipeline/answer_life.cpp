// The words that carry a case on: calls, SIGNED, IDENTIFIED, her wish, FIR, CLOSED, and the
// desk's check call. Which state follows stands in cases/case_table.h.
//
// Promises: a word that has no place now changes nothing and is answered with the reason; one
// that is understood is answered only where its sender must do something next. No letter of a
// case goes to one of its `never_to`.
#include "pipeline/answer_words.h"

namespace pipeline {
namespace {

using cases::CaseEvent;
using cases::CaseState;
using cases::Word;

constexpr int tries_before_the_desk = 3;

ledger::Deed deed_of(const Answering& a, CaseState before, CaseState after) {
    return {
        a.of_case.id, base::StationId(a.life.station),     a.actor,
        a.letter.id,  std::string(cases::name_of(before)), std::string(cases::name_of(after))};
}

ledger::Deed deed_of(const Answering& a, CaseState after) {
    return deed_of(a, a.life.state, after);
}

bool was_spoken_with(const Answering& a) {
    return cases::next_state(a.life.state, CaseEvent::safe_mail).has_value();
}

const char* why_not(const Answering& a, CaseEvent event) {
    if (a.life.state == CaseState::check_call) return "check_call_waits";
    const bool needs_her = event == CaseEvent::safe_mail || event == CaseEvent::closed_heard;
    return needs_her && !was_spoken_with(a) ? "not_heard" : "not_now";
}

// A case that goes on to another station is called by the first one until the other's RECEIVED.
bool may_call(const Answering& a, CaseEvent event) {
    const bool calls = event == CaseEvent::talked || event == CaseEvent::no_answer ||
                       event == CaseEvent::not_safe || event == CaseEvent::wrong_number;
    return calls && a.life.call_with == a.letter.recipient.str();
}

// The state after it; nothing when the plan got the reply that says why not.
base::Result<std::optional<CaseState>> step(const Answering& a, AnswerPlan& plan,
                                            CaseEvent event) {
    auto with_them = may_call(a, event) ? base::Result<bool>(true) : has_the_case(a, plan);
    if (!with_them) return with_them.error();
    if (!*with_them) return std::optional<CaseState>{};
    const auto after = cases::next_state(a.life.state, event);
    if (after) return after;
    if (auto told = reply(a, plan, {why_not(a, event), "", 0}); !told) return told.error();
    return after;
}

base::Result<void> tell_desk(const Answering& a, AnswerPlan& plan, const std::string& event,
                             const std::string& detail) {
    auto notice =
        write_desk_note(a.desk, a.about, event, detail, "", base::RecipientId("desk.triage"));
    if (!notice) return notice.error();
    plan.letters.push_back(std::move(*notice));
    return {};
}

// What the station wanted to close so is off: she goes on.
CaseState leave_check_call(const Answering& a, AnswerPlan& plan, CaseState after,
                           const std::string& why) {
    if (a.life.state != CaseState::check_call || after == CaseState::check_call)
        return a.life.state;
    plan.changes.emplace_back([deed = deed_of(a, after), why](auto& state, const auto& moment) {
        return ledger::refuse_closing(state, moment, deed, why);
    });
    return after;
}

// Tries of one hour are one try: "at different hours".
bool is_another_hour(const Answering& a) {
    if (!a.life.last_try) return true;
    const auto hour = [&](base::Instant at) {
        return base::local_minute_of_day(at, a.desk.settings.zone_offset) / 60;
    };
    return a.desk.now - *a.life.last_try >= std::chrono::hours(1) &&
           hour(a.desk.now) != hour(*a.life.last_try);
}

void note_call(const Answering& a, AnswerPlan& plan, CaseState after, ledger::Call call,
               ledger::Try counts) {
    plan.changes.emplace_back(
        [deed = deed_of(a, after), call, counts](auto& state, const auto& moment) {
            return ledger::note_call(state, moment, deed, call, counts);
        });
}

base::Result<void> leave_to_desk(const Answering& a, AnswerPlan& plan, const char* why) {
    if (a.life.state != CaseState::with_desk) {
        if (auto told = tell_desk(a, plan, "calls_failed", why); !told) return told;
    }
    return reply(a, plan, {"desk_decides", "", 0});
}

// A call that did not reach her: no answer, or nobody could speak.
base::Result<void> note_try(const Answering& a, AnswerPlan& plan, CaseState after,
                            ledger::Call call) {
    if (was_spoken_with(a)) {
        note_call(a, plan, after, call, ledger::Try::only_noted);
        return {};
    }
    if (!is_another_hour(a)) {
        note_call(a, plan, after, call, ledger::Try::only_noted);
        return reply(a, plan, {"too_soon", "", a.life.call_tries});
    }
    const int tries = a.life.call_tries + 1;
    if (tries < tries_before_the_desk) {
        note_call(a, plan, after, call, ledger::Try::counts);
        return reply(a, plan, {"try_again", "", tries});
    }
    const auto given_up = cases::next_state(a.life.state, CaseEvent::given_up_calling);
    note_call(a, plan, given_up.value_or(after), call, ledger::Try::counts);
    return leave_to_desk(a, plan, "three_tries");
}

void set_safety(const Answering& a, AnswerPlan& plan, const ledger::Deed& deed,
                const char* safety) {
    // SAFE MAIL after STOP says something new, though mail was safe before.
    const bool ends_silence = a.life.silent && std::string_view(safety) == "safe";
    if (a.life.mail_safety == safety && !ends_silence) return;
    plan.changes.emplace_back([deed, safety](auto& state, const auto& moment) {
        return ledger::set_mail_safety(state, moment, deed, safety);
    });
}

// Somebody else was there: mail is not safe either, until she says otherwise.
base::Result<void> note_not_safe(const Answering& a, AnswerPlan& plan, CaseState after) {
    set_safety(a, plan, deed_of(a, a.life.state), "unsafe");
    if (auto told = tell_desk(a, plan, "call_not_safe", ""); !told) return told;
    return note_try(a, plan, after, ledger::Call::not_safe);
}

// The district's police chief and the SP Women Cell, who oversees; where neither has a mailbox
// the women cell head of the district, and the desk last of all.
std::vector<base::RecipientId> supervisors(const Answering& a) {
    std::vector<base::RecipientId> found;
    const auto add = [&](const base::RecipientId& id) {
        if (!a.desk.mailbox(id).empty() && !a.desk.must_not_hear(a.life, id))
            found.push_back(id);
    };
    const std::string& station = a.life.station;
    add(base::RecipientId("chief." + station.substr(0, station.find('.'))));
    for (std::size_t i = 0; i < a.desk.settings.desk.oversight.size(); ++i)
        add(base::RecipientId("oversight." + std::to_string(i + 1)));
    if (found.empty()) add(routing::women_cell_head_of(base::StationId(station)));
    if (found.empty()) add(base::RecipientId("desk.triage"));
    return found;
}

// Masked wholly: the number of the case, the station, and on what ground.
base::Result<void> tell_supervisors(const Answering& a, AnswerPlan& plan,
                                    const std::string& ground) {
    const auto* station = a.desk.rules.book.station(base::StationId(a.life.station));
    for (const auto& to : supervisors(a)) {
        NoticeText text{"legal_action", ground, "", to};
        text.station = station != nullptr ? station->name : a.life.station;
        auto notice = write_desk_note(a.desk, a.about, text);
        if (!notice) return notice.error();
        plan.letters.push_back(std::move(*notice));
    }
    return {};
}

const char* wish_of(Word word) {
    if (word == Word::wish_yes) return "yes";
    return word == Word::wish_no ? "no" : "later";
}

base::Result<void> ask_check_call(const Answering& a, AnswerPlan& plan, CaseState after,
                                  const std::string& outcome) {
    plan.changes.emplace_back(
        [deed = deed_of(a, after), outcome](auto& state, const auto& moment) {
            return ledger::ask_closing(state, moment, deed, outcome);
        });
    if (auto told = tell_desk(a, plan, "check_call", outcome); !told) return told;
    return reply(a, plan, {"check_call", "", 0});
}

base::Result<void> leave_spam_to_desk(const Answering& a, AnswerPlan& plan, CaseState after) {
    plan.changes.emplace_back([deed = deed_of(a, after)](auto& state, const auto& moment) {
        return ledger::move_case(state, moment, deed, base::StationId(), "called_spam",
                                 ledger::MovedBy::desk_or_daemon);
    });
    if (auto told = tell_desk(a, plan, "called_spam", ""); !told) return told;
    return reply(a, plan, {"spam_desk", "", 0});
}

base::Result<void> tell_station(const Answering& a, AnswerPlan& plan, const char* event) {
    const base::RecipientId station(a.life.station);
    if (a.desk.must_not_hear(a.life, station)) return {};
    auto told = write_reply_to(a.desk, a.about, station, {event, "", 0});
    if (!told) return told.error();
    plan.letters.push_back(std::move(*told));
    return {};
}

}  // namespace

base::Result<void> tell_call(const Answering& a, AnswerPlan& plan, Word word) {
    auto after = step(a, plan, *cases::event_of(word));
    if (!after) return after.error();
    if (!after.value()) return {};
    if (word == Word::called_no_answer)
        return note_try(a, plan, **after, ledger::Call::no_answer);
    if (word == Word::called_not_safe) return note_not_safe(a, plan, **after);
    const bool talked = word == Word::called_talked;
    note_call(a, plan, **after, talked ? ledger::Call::talked : ledger::Call::wrong_number,
              ledger::Try::counts);
    return talked ? base::Result<void>{} : leave_to_desk(a, plan, "wrong_number");
}

base::Result<void> set_mail(const Answering& a, AnswerPlan& plan, Word word) {
    auto after = step(a, plan, *cases::event_of(word));
    if (!after) return after.error();
    if (after.value())
        set_safety(a, plan, deed_of(a, **after), word == Word::safe_mail ? "safe" : "unsafe");
    return {};
}

base::Result<void> tell_signed(const Answering& a, AnswerPlan& plan) {
    auto after = step(a, plan, CaseEvent::is_signed);
    if (!after) return after.error();
    if (!after.value()) return {};
    plan.changes.emplace_back([deed = deed_of(a, **after)](auto& state, const auto& moment) {
        return ledger::note_signed(state, moment, deed);
    });
    return {};
}

base::Result<void> tell_identified(const Answering& a, AnswerPlan& plan) {
    auto after = step(a, plan, CaseEvent::identified);
    if (!after) return after.error();
    if (!after.value()) return {};
    plan.changes.emplace_back([deed = deed_of(a, **after)](auto& state, const auto& moment) {
        return ledger::note_identified(state, moment, deed);
    });
    return reply(a, plan, {"tell_her", "", 0});
}

base::Result<void> tell_wish(const Answering& a, AnswerPlan& plan, Word word) {
    auto after = step(a, plan, *cases::event_of(word));
    if (!after) return after.error();
    if (!after.value()) return {};
    const CaseState before = leave_check_call(a, plan, **after, "her_wish");
    plan.changes.emplace_back([deed = deed_of(a, before, **after), wish = wish_of(word)](
                                  auto& state, const auto& moment) {
        return ledger::note_wish(state, moment, deed, wish);
    });
    const bool begins =
        **after == CaseState::legal_action && a.life.state != CaseState::legal_action;
    if (!begins) return {};
    if (auto told = tell_supervisors(a, plan, "her_wish"); !told) return told;
    return reply(a, plan, {"legal_action", "", 0});
}

base::Result<void> tell_fir(const Answering& a, AnswerPlan& plan) {
    auto after = step(a, plan, CaseEvent::fir);
    if (!after) return after.error();
    if (!after.value()) return {};
    const CaseState before = leave_check_call(a, plan, **after, "fir");
    plan.changes.emplace_back(
        [deed = deed_of(a, before, **after)](auto& state, const auto& moment) {
            return ledger::note_fir(state, moment, deed);
        });
    if (a.life.fir) return {};
    return tell_supervisors(a, plan, "fir");
}

base::Result<void> tell_done(const Answering& a, AnswerPlan& plan) {
    if (cases::side_of(a.letter.recipient) == cases::Side::desk) return {};
    auto with_them = has_the_case(a, plan);
    if (!with_them) return with_them.error();
    if (!*with_them) plan.answer->word = cases::row_of(Word::note).name;
    return {};
}

base::Result<void> close(const Answering& a, AnswerPlan& plan, const cases::Command& command) {
    const CaseEvent event = cases::closing_event(command.outcome);
    auto after = step(a, plan, event);
    if (!after) return after.error();
    if (!after.value()) return {};
    const std::string outcome(cases::name_of(command.outcome));
    if (event == CaseEvent::closed_heard) return ask_check_call(a, plan, **after, outcome);
    if (event == CaseEvent::called_spam) return leave_spam_to_desk(a, plan, **after);
    plan.changes.emplace_back([deed = deed_of(a, **after), outcome, day = a.desk.today()](
                                  auto& state, const auto& moment) {
        return ledger::close_case(state, moment, deed, outcome, day);
    });
    return {};
}

base::Result<void> decide_closing(const Answering& a, AnswerPlan& plan, Word word) {
    const bool approves = word == Word::approve;
    const auto after = cases::next_state(
        a.life.state, approves ? CaseEvent::closing_approved : CaseEvent::closing_refused);
    auto asks = ledger::asks_for_closing(a.desk.state, a.of_case.id, a.letter.id);
    if (!asks) return asks.error();
    // An older letter asks about another closing than the one that waits now.
    if (!after || !*asks) return reply(a, plan, {"over", "", 0});
    if (!approves) {
        plan.changes.emplace_back([deed = deed_of(a, *after)](auto& state, const auto& moment) {
            return ledger::refuse_closing(state, moment, deed, "check_call");
        });
        return tell_station(a, plan, "check_refused");
    }
    plan.changes.emplace_back([deed = deed_of(a, *after), outcome = a.life.asked_outcome,
                               day = a.desk.today()](auto& state, const auto& moment) {
        return ledger::close_case(state, moment, deed, outcome, day);
    });
    return tell_station(a, plan, "check_approved");
}

}  // namespace pipeline
