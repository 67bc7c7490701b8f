#include <catch2/catch.hpp>
#include <set>

#include "cases/case_table.h"
#include "cases/reveal.h"

using cases::CaseState;
using cases::RevealAction;
using cases::RevealEvent;
using cases::RevealState;
using cases::Word;

TEST_CASE("every pair of case state and word has an answer, and only RECEIVED changes one") {
    int pairs = 0;
    int changes = 0;
    for (const auto state : cases::all_case_states()) {
        for (const auto& row : cases::words()) {
            ++pairs;
            const auto after = cases::next_state(state, row.word);
            if (after == state) continue;
            ++changes;
            CHECK(state == CaseState::with_station);
            CHECK(row.word == Word::received);
            CHECK(after == CaseState::confirmed);
        }
    }
    CHECK(pairs == 11 * 25);
    CHECK(changes == 1);
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
