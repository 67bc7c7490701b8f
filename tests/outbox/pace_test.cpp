#include "outbox/pace.h"

#include <catch2/catch.hpp>

#include "outbox/next_step.h"

namespace {

using outbox::Outcome;
using outbox::Pace;
using Names = std::vector<std::string>;

const base::RecipientId museum("tvc.museum");
const base::RecipientId fort("tvc.fort");
const outbox::AttemptResult accepted{Outcome::accepted, 250, "2.0.0", "dot", false};
const outbox::AttemptResult later{Outcome::try_later, 451, "4.3.0", "rcpt", false};
const outbox::AttemptResult slowed{Outcome::try_later, 450, "4.7.1", "rcpt", false};
const outbox::AttemptResult no_relay{Outcome::try_later, 0, "", "connect", false};

// How many it lets begin before it is full.
int room(Pace& pace, const base::RecipientId& to) {
    int begun = 0;
    while (pace.full() != Names{to.str()} && begun < 100) {
        pace.begin(to);
        ++begun;
    }
    return begun;
}

void end_all(Pace& pace, const base::RecipientId& to, int count,
             const outbox::AttemptResult& result) {
    for (int i = 0; i < count; ++i) pace.end(to, result);
}

}  // namespace

TEST_CASE(
    "a station gets two letters at once first, one more for each that is taken, half of all at "
    "most") {
    Pace pace(8);
    CHECK(pace.full().empty());
    CHECK(room(pace, museum) == 2);
    pace.end(museum, accepted);
    CHECK(room(pace, museum) == 2);  // one is still on its way
    end_all(pace, museum, 3, accepted);
    CHECK(room(pace, museum) == 4);
    end_all(pace, museum, 4, accepted);
    CHECK(room(pace, museum) == 4);
}

TEST_CASE("what is not taken halves the room of that station and of no other") {
    Pace pace(16);
    CHECK(room(pace, museum) == 2);
    for (int i = 0; i < 6; ++i) {
        pace.end(museum, accepted);
        pace.begin(museum);
    }
    end_all(pace, museum, 2, accepted);
    CHECK(room(pace, museum) == 8);
    pace.end(museum, later);
    end_all(pace, museum, 7, no_relay);  // says nothing about the station
    CHECK(room(pace, museum) == 4);
    pace.end(museum, slowed);
    end_all(pace, museum, 3, no_relay);
    CHECK(room(pace, museum) == 1);
    pace.begin(fort);
    CHECK(pace.full() == Names{"tvc.museum"});
    pace.end(museum, slowed);
    for (int i = 0; i < 10; ++i) {
        CHECK(room(pace, museum) == 1);
        pace.end(museum, accepted);
    }
    CHECK(room(pace, museum) == 2);
    end_all(pace, museum, 2, slowed);
    CHECK(pace.full().empty());
}

TEST_CASE("with one session there is room for one letter, whatever comes") {
    Pace pace(1);
    CHECK(room(pace, museum) == 1);
    pace.end(museum, accepted);
    CHECK(room(pace, museum) == 1);
}

TEST_CASE(
    "a limit of the server is not counted as a failure of the letter: the pause does not "
    "grow") {
    const auto now = base::from_unix(1795327200);
    const outbox::SoFar tried_often{7, 0, now - base::Seconds(3600)};
    const auto slow =
        outbox::next_step(outbox::Promise::at_least_once, tried_often, slowed, now, 0.0);
    CHECK((slow.next_attempt - now).count() == 300);
    const auto dead =
        outbox::next_step(outbox::Promise::at_least_once, tried_often, later, now, 0.0);
    CHECK((dead.next_attempt - now).count() == 3600);
}

TEST_CASE(
    "a letter is given up by the wall clock and by the pauses it waited through, never by one "
    "of them") {
    const auto now = base::from_unix(1795327200);
    const auto after = [&](int attempts, base::Seconds queued_before) {
        const outbox::SoFar so_far{attempts, 0, now - queued_before};
        return outbox::next_step(outbox::Promise::at_least_once, so_far, later, now, 0.0).state;
    };
    const base::Seconds days(5 * 86400);
    CHECK(after(3, base::Seconds(365 * 86400)) == outbox::LetterState::deferred);
    CHECK(after(1000, days - base::Seconds(1)) == outbox::LetterState::deferred);
    CHECK(after(62, days) == outbox::LetterState::deferred);
    CHECK(after(64, days) == outbox::LetterState::held);
    CHECK(after(1000, base::Seconds(-365 * 86400)) == outbox::LetterState::deferred);
}
