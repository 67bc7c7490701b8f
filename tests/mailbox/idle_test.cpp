// IDLE refused, late, ended early, renewed, broken off, and servers that fall silent.
#include "mailbox/idle.h"

#include <catch2/catch.hpp>

using namespace mailbox;
using State = Idle::State;
using Event = Idle::Event;

namespace {

class Round {
  public:
    Round() { CHECK(conversation.ask(Idle::command()) == "A0001 IDLE\r\n"); }
    // What the client sends when it hears this.
    std::string hear(const std::string& octets) {
        CHECK(conversation.hear(octets));
        return std::string(idle.next(Event::heard));
    }
    std::string next(Event event) { return std::string(idle.next(event)); }

    Conversation conversation;
    Idle idle{conversation};
};

}  // namespace

TEST_CASE("a new mail ends the round with DONE and the tagged reply") {
    Round round;
    CHECK(round.hear("+ idling\r\n").empty());
    CHECK(round.idle.state() == State::idling);
    CHECK(round.hear("* OK Still here\r\n").empty());
    CHECK(round.hear("* 3 RECENT\r\n").empty());
    CHECK(round.hear("* 23 EXI").empty());
    CHECK(round.hear("STS\r\n") == "DONE\r\n");
    CHECK(round.idle.state() == State::ending);
    CHECK(round.hear("* 24 EXISTS\r\n").empty());  // DONE is sent once
    CHECK(round.hear("A0001 OK Idle completed\r\n").empty());
    CHECK(round.idle.state() == State::over);
    CHECK(round.conversation.has_change());
    CHECK(round.conversation.exists() == 24);
}

TEST_CASE("IDLE refused with NO or BAD is not asked again") {
    for (const char* answer : {"A0001 NO not now\r\n", "A0001 BAD what\r\n"}) {
        Round round;
        CHECK(round.hear(answer).empty());
        CHECK(round.idle.state() == State::refused);
    }
}

TEST_CASE("IDLE that the server ends by itself is over, and no DONE follows") {
    Round before;
    CHECK(before.hear("A0001 OK done already\r\n").empty());
    CHECK(before.idle.state() == State::over);
    Round during;
    CHECK(during.hear("+ idling\r\n").empty());
    CHECK(during.hear("A0001 OK enough\r\n").empty());
    CHECK(during.idle.state() == State::over);
    CHECK(during.next(Event::enough).empty());
    Round together;
    CHECK(together.hear("+ idling\r\n* 1 EXISTS\r\nA0001 OK x\r\n").empty());
    CHECK(together.idle.state() == State::over);
    CHECK(together.conversation.has_change());
}

TEST_CASE("the caller's end and renewal send DONE, but never before the server said go ahead") {
    Round round;
    CHECK(round.hear("+ \r\n").empty());
    CHECK(round.next(Event::enough) == "DONE\r\n");
    CHECK(round.next(Event::enough).empty());
    CHECK(round.hear("A0001 OK x\r\n").empty());
    CHECK(round.idle.state() == State::over);
    Round slow;
    CHECK(slow.next(Event::enough).empty());
    CHECK(slow.idle.state() == State::asked);
    CHECK(slow.hear("* 7 EXISTS\r\n").empty());
    CHECK(slow.hear("+ at last\r\n") == "DONE\r\n");
    CHECK(slow.hear("A0001 OK x\r\n").empty());
    CHECK(slow.idle.state() == State::over);
}

TEST_CASE("news in the packet of the go-ahead ends the round at once") {
    Round round;
    CHECK(round.hear("* 7 EXISTS\r\n+ idling\r\n") == "DONE\r\n");
    Round other;
    CHECK(other.hear("+ idling\r\n* 7 EXISTS\r\n") == "DONE\r\n");
}

TEST_CASE("news between DONE and the tagged reply, or behind it, is kept") {
    for (const char* octets :
         {"* 9 EXISTS\r\nA0001 OK x\r\n", "A0001 OK x\r\n* 9 EXISTS\r\n"}) {
        Round round;
        round.hear("+ idling\r\n");
        CHECK(round.next(Event::enough) == "DONE\r\n");
        CHECK_FALSE(round.conversation.has_change());
        CHECK(round.hear(octets).empty());
        CHECK(round.idle.state() == State::over);
        CHECK(round.conversation.has_change());
    }
}

TEST_CASE("silence: dead before the go-ahead and after DONE, a question in between") {
    Round before;
    CHECK(before.next(Event::quiet).empty());
    CHECK(before.idle.state() == State::dead);
    Round between;
    between.hear("+ idling\r\n");
    CHECK(between.next(Event::quiet) == "DONE\r\n");
    CHECK(between.idle.state() == State::ending);
    CHECK(between.next(Event::quiet).empty());
    CHECK(between.idle.state() == State::dead);
    Round alive;
    alive.hear("+ idling\r\n");
    CHECK(alive.next(Event::quiet) == "DONE\r\n");
    CHECK(alive.hear("A0001 OK x\r\n").empty());
    CHECK(alive.idle.state() == State::over);
}

TEST_CASE("a NO after DONE is an end like any other") {
    Round round;
    round.hear("+ idling\r\n");
    round.next(Event::enough);
    round.hear("A0001 NO x\r\n");
    CHECK(round.idle.state() == State::over);
}

TEST_CASE("a second go-ahead, another tag and BYE break the conversation") {
    for (const char* octets : {"+ again\r\n", "A0002 OK x\r\n", "* BYE idle too long\r\n"}) {
        CAPTURE(octets);
        Round round;
        round.hear("+ idling\r\n");
        CHECK_FALSE(round.conversation.hear(octets));
    }
}
