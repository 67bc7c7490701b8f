#include "clocks/plan.h"

#include <algorithm>
#include <functional>

#include "base/ensure.h"
#include "clocks/calendar.h"

namespace clocks {
namespace {

using Moment = std::optional<base::Instant>;

base::Instant latest(base::Instant first, std::initializer_list<Moment> others) {
    for (const Moment& other : others) first = std::max(first, other.value_or(first));
    return first;
}

Moment unless(bool done, Moment began) { return done ? std::nullopt : began; }

// When a clock of this case began; nothing: it has not, or its end was reached in time.
Moment beginning(Clock clock, const CaseTimes& of) {
    switch (clock) {
        case Clock::decision:
            return latest(of.received, {of.last_word, of.held_until});
        case Clock::receipt:
            return of.given.value_or(of.received);
        case Clock::first_call:
            return unless(of.contacted.has_value(), of.received);
        case Clock::takedown:
            return unless(!of.pictures || of.takedown_sent, of.received);
        case Clock::child_report:
            return unless(!of.child_victim || of.child_reported, of.received);
        case Clock::signature:
            return unless(of.is_signed || of.fir || of.wish_no, of.received);
        case Clock::wish:
            return unless(of.wish_heard,
                          latest(of.identified.value_or(of.received), {of.wish_later}));
        case Clock::check_call:
            return latest(of.received, {of.last_word});
        case Clock::report:
            return of.fir;
        case Clock::progress:
            return latest(of.received, {of.last_word});
    }
    base::ensure(false);
    return std::nullopt;
}

const Pace& pace_of(const Figures& figures, const CaseTimes& of) {
    return of.urgent ? figures.urgent : figures.usual;
}

bool has_reminder(const Figures& figures, const CaseTimes& of) {
    return figures.remind.count() > 0 && figures.remind < pace_of(figures, of).within;
}

bool is_of_desk(Clock clock) { return clock == Clock::decision || clock == Clock::check_call; }

void add(std::vector<Contact>& contacts, const base::RecipientId& id, Role role) {
    const auto same = [&id](const Contact& known) { return known.id == id; };
    if (!id.empty() && std::none_of(contacts.begin(), contacts.end(), same))
        contacts.push_back({id, role});
}

// In the order in which they hear. Never empty: the desk of the policy is always there.
std::vector<Contact> contacts_for(Clock clock, const Policy& policy, const CaseTimes& of,
                                  const People& people) {
    const base::RecipientId& last = of.urgent ? policy.chain.urgent_last : policy.chain.last;
    std::vector<Contact> contacts;
    if (is_of_desk(clock)) {
        add(contacts, last, Role::desk);
        add(contacts, policy.chain.last, Role::desk);
        for (const auto& one : people.oversight) add(contacts, one, Role::oversight);
        return contacts;
    }
    if (clock == Clock::first_call) add(contacts, people.caller, Role::station);
    if (contacts.empty()) add(contacts, people.station, Role::station);
    for (const auto& one : people.deputies) add(contacts, one, Role::deputy);
    for (const auto& one : people.district) add(contacts, one, Role::district);
    add(contacts, last, Role::desk);
    return contacts;
}

// Told of every step in the order of time, until it says stop.
enum class Go { on, stop };
using Visitor = std::function<Go(const Step&)>;

struct Walk {
    const Policy& policy;
    const CaseTimes& of;
    const People& people;
    base::Seconds zone;

    void steps_of(const Running& running, const Visitor& visit) const {
        const Figures& figures = policy.of(running.clock);
        const Pace& pace = pace_of(figures, of);
        const Hours hours = of.urgent ? Hours::any : figures.hours;
        const auto contacts = contacts_for(running.clock, policy, of, people);
        Step step{running.clock, running.due,      {},
                  Call::before,  contacts.front(), base::RecipientId{}};
        if (has_reminder(figures, of)) {
            step.at = last_open(policy.calendar, hours, zone, running.began + figures.remind,
                                running.began);
            if (visit(step) == Go::stop) return;
        }
        step.call = Call::late;
        step.at = next_open(policy.calendar, hours, zone, running.due);
        for (std::size_t i = 0; i < contacts.size(); ++i) {
            step.to = contacts[i];
            const bool is_last = i + 1 == contacts.size();
            step.next = is_last ? base::RecipientId{} : contacts[i + 1].id;
            if (visit(step) == Go::stop) return;
            const auto pause = is_last ? pace.again : pace.next;
            step.at = next_open(policy.calendar, hours, zone, step.at + pause);
        }
        const base::RecipientId& last =
            of.urgent ? policy.chain.urgent_last : policy.chain.last;
        step.to = {last, Role::desk};
        while (visit(step) == Go::on)
            step.at = next_open(policy.calendar, hours, zone, step.at + pace.again);
    }
};

}  // namespace

base::Seconds call_within(const Policy& policy, Lane lane) {
    const Figures& call = policy.of(Clock::first_call);
    if (lane == Lane::urgent) return std::min(call.urgent.within, call.usual.within);
    return call.remind.count() > 0 ? call.remind : call.usual.within;
}

base::Seconds takedown_within(const Policy& policy, Lane lane) {
    const Figures& takedown = policy.of(Clock::takedown);
    return lane == Lane::urgent ? takedown.urgent.within : takedown.usual.within;
}

std::vector<Running> running_clocks(const Policy& policy, const CaseTimes& of) {
    std::vector<Running> running;
    for (const Clock clock : all_clocks) {
        const Figures& figures = policy.of(clock);
        if (!figures.runs_in.contains(of.state)) continue;
        if (const auto began = beginning(clock, of))
            running.push_back({clock, *began, *began + pace_of(figures, of).within});
    }
    return running;
}

std::optional<Running> next_end(const Policy& policy, const CaseTimes& of) {
    const auto running = running_clocks(policy, of);
    const auto first = std::min_element(
        running.begin(), running.end(),
        [](const Running& one, const Running& other) { return one.due < other.due; });
    if (first == running.end()) return std::nullopt;
    return *first;
}

std::vector<Step> steps_until(const Policy& policy, const CaseTimes& of, const People& people,
                              base::Seconds zone, base::Instant now) {
    std::vector<Step> steps;
    const Walk walk{policy, of, people, zone};
    for (const Running& running : running_clocks(policy, of)) {
        const std::size_t chain = contacts_for(running.clock, policy, of, people).size() +
                                  (has_reminder(policy.of(running.clock), of) ? 1 : 0);
        std::size_t told = 0;
        walk.steps_of(running, [&](const Step& step) {
            if (step.at > now) return Go::stop;
            if (++told > chain + 1) steps.pop_back();
            steps.push_back(step);
            return Go::on;
        });
    }
    return steps;
}

std::optional<Step> next_step(const Policy& policy, const CaseTimes& of, const People& people,
                              base::Seconds zone, base::Instant now) {
    std::optional<Step> first;
    const Walk walk{policy, of, people, zone};
    for (const Running& running : running_clocks(policy, of)) {
        walk.steps_of(running, [&](const Step& step) {
            if (step.at <= now) return Go::on;
            if (!first || step.at < first->at) first = step;
            return Go::stop;
        });
    }
    return first;
}

}  // namespace clocks
