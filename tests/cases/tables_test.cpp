#include <catch2/catch.hpp>
#include <algorithm>
#include <array>
#include <set>

#include "cases/case_table.h"
#include "cases/outcome.h"
#include "cases/reveal.h"
#include "cases/words.h"

using cases::CaseEvent;
using cases::CaseState;
using cases::RevealAction;
using cases::RevealEvent;
using cases::RevealState;
using cases::Word;

namespace {

using S = CaseState;
using E = CaseEvent;

// One row for each event, one column for each state, in the order of all_case_states(): the
// state after it, '=' where it stays, '.' where the event has no place. Written by hand from
// contract.md and the issue, not taken from the table.
//   r received, d with_desk, s with_station, c confirmed, t contacted, i identified,
//   w awaiting_wish, l legal_action, k check_call, x closed, q quarantined
struct Expected {
    E event;
    std::string_view after;
};
constexpr std::string_view columns = "rdsctiwlkxq";
constexpr std::array<Expected, 26> expected{{
    //                     rdsctiwlkxq
    {E::received,         ".=c======.."},
    {E::talked,           ".ttt=====.."},
    {E::no_answer,        ".========.."},
    {E::not_safe,         ".========.."},
    {E::wrong_number,     ".=dd=====.."},
    {E::safe_mail,        "....=====.."},
    {E::unsafe_mail,      ".========.."},
    {E::is_signed,        ".ttt=====.."},
    {E::identified,       ".===i====.."},
    {E::wish_yes,         ".llllll=l.."},
    {E::wish_no,          ".ttt==i==.."},
    {E::wish_later,       ".ttt=w===.."},
    {E::fir,              ".llllll=l.."},
    {E::closed,           "..xxxxxx..."},
    {E::closed_heard,     "....kkkk..."},
    {E::called_spam,      "..dddddd..."},
    {E::given_up_calling, ".=dd......."},
    {E::given_to_station, "ss=ssssss.."},
    {E::given_to_desk,    "d=ddddddd.."},
    {E::recorded,         "x.........."},
    {E::closed_by_desk,   ".xxxxxxxx.."},
    {E::closing_approved, "........x.."},
    {E::closing_refused,  "........t.."},
    {E::reopened,         ".........d."},
    {E::set_aside,        "q.........."},
    {E::tried_again,      "..........r"},
}};

char letter_of(S state) {
    const auto& states = cases::all_case_states();
    const auto at = std::find(states.begin(), states.end(), state) - states.begin();
    return columns[static_cast<std::size_t>(at)];
}

}  // namespace

TEST_CASE("every pair of case state and event is as it was agreed") {
    REQUIRE(columns.size() == cases::all_case_states().size());
    REQUIRE(cases::all_case_events().size() == expected.size());
    int pairs = 0;
    for (const auto& [event, row] : expected) {
        const auto& events = cases::all_case_events();
        REQUIRE(std::count(events.begin(), events.end(), event) == 1);
        std::string found;
        for (const S before : cases::all_case_states()) {
            ++pairs;
            const auto after = cases::next_state(before, event);
            found += !after ? '.' : *after == before ? '=' : letter_of(*after);
        }
        CAPTURE(static_cast<int>(event));
        CHECK(found == row);
    }
    CHECK(pairs == 11 * 26);
}

TEST_CASE("no pair stands in the table twice") {
    std::set<std::pair<S, E>> pairs;
    for (const auto& step : cases::case_steps())
        CHECK(pairs.insert({step.before, step.event}).second);
    CHECK(pairs.size() > 100);
}

TEST_CASE("from every state a case can still come to an end, and an ended one can be opened") {
    for (const S start : cases::all_case_states()) {
        std::set<S> seen{start};
        std::vector<S> todo{start};
        while (!todo.empty()) {
            const S state = todo.back();
            todo.pop_back();
            for (const E event : cases::all_case_events()) {
                const auto after = cases::next_state(state, event);
                if (after && seen.insert(*after).second) todo.push_back(*after);
            }
        }
        CHECK(seen.contains(S::closed));
        CHECK(seen.contains(S::with_desk));
    }
}

TEST_CASE("identified and awaiting a wish are reached only after somebody spoke with her") {
    for (const auto& step : cases::case_steps()) {
        if (step.after != S::identified && step.after != S::awaiting_wish) continue;
        CHECK((step.before == S::contacted || step.before == S::identified ||
               step.before == S::awaiting_wish));
    }
}

TEST_CASE("what settles or withdraws a complaint closes it only after the check call") {
    using cases::Outcome;
    for (const auto outcome : cases::all_outcomes()) {
        const bool heard =
            outcome == Outcome::settled_heard_alone || outcome == Outcome::withdrawn_heard;
        const auto event = cases::closing_event(outcome);
        CHECK((event == E::closed_heard) == heard);
        CHECK((event == E::called_spam) == (outcome == Outcome::spam));
        for (const S before : cases::all_case_states()) {
            if (event != E::closed) CHECK(cases::next_state(before, event) != S::closed);
        }
    }
    for (const auto& step : cases::case_steps()) {
        if (step.before == S::check_call && step.after == S::closed)
            CHECK((step.event == E::closing_approved || step.event == E::closed_by_desk));
    }
}

TEST_CASE("each word of a station that is a step of a case's life has its event") {
    std::set<E> events;
    for (const auto& row : cases::words()) {
        if (const auto event = cases::event_of(row.word)) CHECK(events.insert(*event).second);
    }
    CHECK(events.size() == 13);
    CHECK(cases::event_of(Word::fir) == E::fir);
    CHECK(cases::event_of(Word::called_not_safe) == E::not_safe);
    CHECK_FALSE(cases::event_of(Word::route));
    CHECK_FALSE(cases::event_of(Word::approve));
}

TEST_CASE("case states are spelled as the schema spells them") {
    std::set<std::string_view> names;
    for (const auto state : cases::all_case_states()) {
        names.insert(cases::name_of(state));
        CHECK(cases::case_state(cases::name_of(state)) == state);
    }
    CHECK(names == std::set<std::string_view>{
                       "received", "with_desk", "with_station", "confirmed", "contacted",
                       "identified", "awaiting_wish", "legal_action", "check_call", "closed",
                       "quarantined"});
    CHECK_FALSE(cases::case_state("open"));
}

TEST_CASE("every pair of request state and event stands in the table once") {
    std::set<std::pair<int, int>> pairs;
    for (const auto& step : cases::reveal_steps())
        CHECK(pairs.insert({static_cast<int>(step.before), static_cast<int>(step.event)}).second);
    CHECK(pairs.size() == cases::all_reveal_states().size() * cases::all_reveal_events().size());
    CHECK(pairs.size() == 45);
    for (const auto state : cases::all_reveal_states()) {
        for (const auto event : cases::all_reveal_events()) {
            const auto step = cases::next_step(state, event);
            CHECK(step.before == state);
            CHECK(step.event == event);
        }
    }
}

TEST_CASE("a value is sent by one step of the table only, the last approval") {
    int senders = 0;
    for (const auto& step : cases::reveal_steps()) {
        const bool sends = step.action == RevealAction::send_value;
        CHECK(sends == (step.after == RevealState::sent && step.before != RevealState::sent));
        if (!sends) continue;
        ++senders;
        CHECK(step.before == RevealState::awaiting_one);
        CHECK(step.event == RevealEvent::approve);
    }
    CHECK(senders == 1);
}

TEST_CASE("what has ended stays as it is, whatever comes") {
    for (const auto state : {RevealState::sent, RevealState::refused, RevealState::expired}) {
        for (const auto event : cases::all_reveal_events())
            CHECK(cases::next_step(state, event).after == state);
    }
}

TEST_CASE("no walk of events reaches `sent` with fewer approvals than are needed") {
    struct Walk {
        RevealState state;
        int approvals;
    };
    for (const int needed : {1, 2}) {
        std::vector<Walk> walks{
            {needed == 2 ? RevealState::awaiting_two : RevealState::awaiting_one, 0}};
        for (int depth = 0; depth < 4; ++depth) {
            std::vector<Walk> longer;
            for (const auto& walk : walks) {
                for (const auto event : cases::all_reveal_events()) {
                    const auto step = cases::next_step(walk.state, event);
                    const bool counts = event == RevealEvent::approve && step.after != walk.state;
                    const Walk next{step.after, walk.approvals + (counts ? 1 : 0)};
                    if (next.state == RevealState::sent) CHECK(next.approvals == needed);
                    longer.push_back(next);
                }
            }
            walks = std::move(longer);
            REQUIRE(walks.size() > 8);
        }
    }
}

TEST_CASE("the states of a request are spelled as the schema spells them") {
    std::set<std::string_view> names;
    for (const auto state : cases::all_reveal_states()) {
        names.insert(cases::name_of(state));
        CHECK(cases::reveal_state(cases::name_of(state)) == state);
    }
    CHECK(names == std::set<std::string_view>{"awaiting_two", "awaiting_one", "sent", "refused",
                                              "expired"});
}

namespace {

cases::Request good_request() {
    cases::Request request;
    request.mask = {redaction::ValueType::phone, "K7Q2", false};
    request.value_is_there = true;
    request.approvers = 2;
    return request;
}

// "1", "2", or the name of the refusal.
std::string judged(const cases::Request& request) {
    const auto verdict = cases::judge(request, {});
    return verdict ? std::to_string(*verdict) : std::string(cases::name_of(verdict.error()));
}

}  // namespace

TEST_CASE("a request takes one approval, and two where a child is the victim") {
    auto request = good_request();
    CHECK(judged(request) == "1");
    request.child_victim = true;
    CHECK(judged(request) == "2");
    request.approvers = 1;
    CHECK(judged(request) == "no_approvers");
    request.child_victim = false;
    CHECK(judged(request) == "1");
    request.approvers = 0;
    CHECK(judged(request) == "no_approvers");
}

TEST_CASE("the fifth request of a case passes and the sixth is refused; of a station and day, the twentieth") {
    auto request = good_request();
    request.of_case = 4;
    request.of_day = 19;
    CHECK(judged(request) == "1");
    request.of_case = 5;
    CHECK(judged(request) == "case_limit");
    request.of_case = 0;
    request.of_day = 20;
    CHECK(judged(request) == "station_limit");
}

TEST_CASE("a request is refused for a destroyed case, another case's mask, and one that waits") {
    auto request = good_request();
    request.waits_already = true;
    CHECK(judged(request) == "waits_already");
    request.value_is_there = false;
    CHECK(judged(request) == "not_of_this_case");
    request.key_is_there = false;
    CHECK(judged(request) == "destroyed");
}

TEST_CASE("the bundle needs SIGNED or FIR") {
    auto request = good_request();
    request.mask.bundle = true;
    CHECK(judged(request) == "not_yet");
    request.signed_or_fir = true;
    CHECK(judged(request) == "1");
}

TEST_CASE("what a rule refuses is on record, what was mistyped is not") {
    using cases::Refusal;
    for (const auto refusal : {Refusal::destroyed, Refusal::case_limit, Refusal::station_limit,
                               Refusal::no_approvers})
        CHECK(cases::is_recorded(refusal));
    for (const auto refusal :
         {Refusal::not_of_this_case, Refusal::waits_already, Refusal::not_yet})
        CHECK_FALSE(cases::is_recorded(refusal));
}
