// Conversations as transcripts: what the client must have written against what the server says.
#include "delivery/dialogue.h"

#include <catch2/catch.hpp>
#include <deque>

using namespace delivery;
using outbox::Outcome;

namespace {

std::string word(Outcome outcome) {
    constexpr const char* words[] = {"accepted", "try_later", "refused", "uncertain"};
    return words[static_cast<int>(outcome)];
}

// The server's part, one entry for each thing that happens: octets that come; "@closed";
// "@stalled"; before a write
// "@broken" makes it fail; "@early ..." are octets that come while nobody waits for them.
class Peer {
  public:
    explicit Peer(const std::string& ehlo = "250-x\r\n250-PIPELINING\r\n250 SIZE 1000\r\n") {
        run(dialogue.greet(), {ehlo});
        REQUIRE(wrote == "EHLO me.example\r\n");
        wrote.clear();
    }

    const Attempt& send(std::deque<std::string> says, const std::string& letter = "a\r\n.b\r\n",
                        const std::optional<std::string>& from = "f@x.example",
                        const std::string& to = "t@y.example") {
        body_ = letter;
        wrote.clear();
        run(dialogue.begin(from, to, body_), std::move(says));
        return dialogue.attempt();
    }

    // "stage ending code dot outcome usable"
    std::string verdict() const {
        constexpr const char* endings[] = {"replied", "closed", "timed_out", "garbage"};
        const Attempt& attempt = dialogue.attempt();
        std::string text = std::string(name_of(attempt.stage)) + " " +
                           endings[static_cast<int>(attempt.ending)];
        if (attempt.code != 0) text += " " + std::to_string(attempt.code);
        if (!attempt.enhanced.empty()) text += " " + attempt.enhanced;
        if (attempt.dot_may_have_left) text += " dot";
        text += ": " + word(classify(attempt));
        return text + (dialogue.usable() ? ", usable" : "");
    }

    Dialogue dialogue{"me.example"};
    std::string wrote;
    std::size_t left = 0;  // entries of the script that nobody wanted

  private:
    void run(Action action, std::deque<std::string> says) {
        for (int steps = 0; action.kind != Action::Kind::done; ++steps) {
            if (steps > 100'000) FAIL("the dialogue does not end");
            action = dialogue.next(happen(action, says));
        }
        left = says.size();
    }

    Event happen(const Action& action, std::deque<std::string>& says) {
        const std::string next = says.empty() ? "@stalled" : says.front();
        if (action.kind == Action::Kind::write) {
            if (next != "@broken") {
                wrote += action.octets;
                return Event(Event::Kind::written);
            }
            says.pop_front();
            return Event(Event::Kind::write_failed);
        }
        if (action.kind == Action::Kind::glance) {
            if (next == "@gone") {
                says.pop_front();
                return Event(Event::Kind::closed);
            }
            if (!next.starts_with("@early ")) return Event(Event::Kind::nothing);
            says.pop_front();
            return Event(Event::Kind::heard, next.substr(7));
        }
        if (!says.empty()) says.pop_front();
        if (next == "@closed") return Event(Event::Kind::closed);
        if (next == "@stalled") return Event(Event::Kind::timed_out);
        return Event(Event::Kind::heard, next);
    }

    std::string body_;
};

const char* const plain_ehlo = "250 x\r\n";

}  // namespace

TEST_CASE("with PIPELINING the envelope goes in one write, then the letter, then the dot") {
    Peer peer;
    peer.send({"250 a\r\n250 b\r\n354 c\r\n", "250 2.6.0 taken\r\n"});
    CHECK(peer.wrote ==
          "MAIL FROM:<f@x.example> SIZE=7\r\nRCPT TO:<t@y.example>\r\nDATA\r\n"
          "a\r\n..b\r\n.\r\n");
    CHECK(peer.verdict() == "dot replied 250 2.6.0 dot: accepted, usable");
    CHECK(peer.left == 0);
}

TEST_CASE("without PIPELINING each command waits for its answer, and no SIZE is named") {
    Peer peer(plain_ehlo);
    peer.send({"250 a\r\n", "251 b\r\n", "354 c\r\n", "252 d\r\n"}, "a\r\n", std::nullopt);
    CHECK(peer.wrote == "MAIL FROM:<>\r\nRCPT TO:<t@y.example>\r\nDATA\r\na\r\n.\r\n");
    CHECK(peer.verdict() == "dot replied 252 dot: accepted, usable");
}

TEST_CASE("a refused recipient leaves the connection good, after RSET") {
    for (const char* ehlo : {plain_ehlo, "250-x\r\n250 pipelining\r\n"}) {
        Peer peer(ehlo);
        CAPTURE(ehlo);
        std::deque<std::string> says{"250 a\r\n", "550 5.1.1 b\r\n"};
        if (ehlo != plain_ehlo) says.emplace_back("503 5.5.1 c\r\n");
        peer.send(says);
        CHECK(peer.verdict() == "rcpt replied 550 5.1.1: refused, usable");
        peer.send({"250 reset\r\n", "250 a\r\n", "250 b\r\n", "354 c\r\n", "250 d\r\n"});
        CHECK(peer.wrote.starts_with("RSET\r\nMAIL FROM:<f@x.example>\r\nRCPT"));
        CHECK(peer.verdict() == "dot replied 250 dot: accepted, usable");
        peer.send({"250 a\r\n", "250 b\r\n", "354 c\r\n", "250 d\r\n"});
        CHECK(peer.wrote.starts_with("MAIL"));
    }
}

TEST_CASE("a server that wants a letter for nobody does not get a dot") {
    Peer peer;
    peer.send({"250 a\r\n", "450 4.2.1 b\r\n", "354 c\r\n"});
    CHECK(peer.wrote.find("\r\n.\r\n") == std::string::npos);
    CHECK(peer.verdict() == "rcpt replied 450 4.2.1: try_later");
}

TEST_CASE("the first refusal counts, whatever is said to the rest") {
    Peer peer;
    peer.send({"451 4.3.0 a\r\n503 b\r\n503 c\r\n"});
    CHECK(peer.verdict() == "mail replied 451 4.3.0: try_later, usable");
    Peer cut;
    cut.send({"550 5.7.1 a\r\n503", "@closed"});
    CHECK(cut.verdict() == "mail replied 550 5.7.1: refused");
    Peer nonsense;
    nonsense.send({"550 5.7.1 a\r\nwhat?\r\n"});
    CHECK(nonsense.verdict() == "mail replied 550 5.7.1: refused");
}

namespace {

struct Case {
    const char* name;
    std::deque<std::string> says;  // pipelining offered
    const char* verdict;
};

}  // namespace

// D01 to D09, D11 of the fault catalogue.
TEST_CASE("every stage meets every fault") {
    const std::string go = "250 a\r\n250 b\r\n354 c\r\n";
    const Case cases[] = {
        {"mail 4xx",
         {"450 4.1.8 a\r\n503 b\r\n503 c\r\n"},
         "mail replied 450 4.1.8: try_later, usable"},
        {"mail 5xx",
         {"550 5.7.1 a\r\n503 b\r\n503 c\r\n"},
         "mail replied 550 5.7.1: refused, usable"},
        {"mail 421", {"421 4.3.2 a\r\n", "@closed"}, "mail replied 421 4.3.2: try_later"},
        {"mail cut", {"@closed"}, "mail closed: try_later"},
        {"mail stall", {"@stalled"}, "mail timed_out: try_later"},
        {"mail partial", {"25", "@closed"}, "mail closed: try_later"},
        {"mail partial lines", {"250-a\r\n", "@closed"}, "mail closed: try_later"},
        {"mail garbage", {"hello\r\n"}, "mail garbage: try_later"},
        {"mail 3xx", {"354 go\r\n"}, "mail garbage: try_later"},
        {"mail login lost",
         {"530 5.7.0 a\r\n503 b\r\n503 c\r\n"},
         "mail replied 530 5.7.0: try_later, usable"},
        {"rcpt 4xx",
         {"250 a\r\n450 4.2.0 b\r\n503 c\r\n"},
         "rcpt replied 450 4.2.0: try_later, usable"},
        {"rcpt 5xx",
         {"250 a\r\n550 5.1.1 b\r\n503 c\r\n"},
         "rcpt replied 550 5.1.1: refused, usable"},
        {"rcpt full",
         {"250 a\r\n552 5.2.2 b\r\n503 c\r\n"},
         "rcpt replied 552 5.2.2: try_later, usable"},
        {"rcpt 421", {"250 a\r\n421 b\r\n", "@closed"}, "rcpt replied 421: try_later"},
        {"rcpt cut", {"250 a\r\n", "@closed"}, "rcpt closed: try_later"},
        {"rcpt stall", {"250 a\r\n", "@stalled"}, "rcpt timed_out: try_later"},
        {"rcpt partial", {"250 a\r\n2", "@closed"}, "rcpt closed: try_later"},
        {"rcpt garbage", {"250 a\r\n\r\n"}, "rcpt garbage: try_later"},
        {"data 4xx",
         {"250 a\r\n250 b\r\n451 4.3.0 c\r\n"},
         "data replied 451 4.3.0: try_later, usable"},
        {"data 5xx",
         {"250 a\r\n250 b\r\n554 5.7.1 c\r\n"},
         "data replied 554 5.7.1: refused, usable"},
        {"data 421", {"250 a\r\n250 b\r\n421 c\r\n"}, "data replied 421: try_later"},
        {"data cut", {"250 a\r\n250 b\r\n", "@closed"}, "data closed: try_later"},
        {"data stall", {"250 a\r\n250 b\r\n", "@stalled"}, "data timed_out: try_later"},
        {"data partial", {"250 a\r\n250 b\r\n354", "@closed"}, "data closed: try_later"},
        {"data 250", {"250 a\r\n250 b\r\n250 c\r\n"}, "data garbage: try_later"},
        {"data extra line", {go + "250 d\r\n"}, "data garbage: try_later"},
        {"data half a line more", {go + "25"}, "data garbage: try_later"},
        {"an extra reply shifts the others", {"250 x\r\n" + go}, "data garbage: try_later"},
        {"letter 4xx", {go, "@early 452 4.3.1 d\r\n"}, "data replied 452 4.3.1: try_later"},
        {"letter 5xx", {go, "@early 552 5.3.4 d\r\n"}, "data replied 552 5.3.4: refused"},
        {"letter 421", {go, "@early 421 d\r\n"}, "data replied 421: try_later"},
        {"letter half a reply, then the rest",
         {go, "@early 55", "4 5.6.0 d\r\n"},
         "data replied 554 5.6.0: refused"},
        {"letter half a reply, then cut",
         {go, "@early 55", "@closed"},
         "data closed: try_later"},
        {"letter half a reply, then nothing",
         {go, "@early 55", "@stalled"},
         "data timed_out: try_later"},
        {"letter early thanks", {go, "@early 250 d\r\n"}, "data garbage: try_later"},
        {"letter garbage", {go, "@early d\r\n"}, "data garbage: try_later"},
        {"letter cut", {go, "@gone"}, "data closed: try_later"},
        {"letter broken, 5xx heard",
         {go, "@broken", "550 5.7.1 d\r\n"},
         "data replied 550 5.7.1: refused"},
        {"letter broken, 4xx heard",
         {go, "@broken", "451 d\r\n"},
         "data replied 451: try_later"},
        {"letter broken, nothing heard", {go, "@broken", "@closed"}, "data closed: try_later"},
        {"letter broken, silence", {go, "@broken", "@stalled"}, "data closed: try_later"},
        {"letter broken, thanks heard",
         {go, "@broken", "250 d\r\n"},
         "data garbage: try_later"},
        {"dot 2xx", {go, "250 2.0.0 d\r\n"}, "dot replied 250 2.0.0 dot: accepted, usable"},
        {"dot other 2xx", {go, "299 d\r\n"}, "dot replied 299 dot: accepted, usable"},
        {"dot 3xx", {go, "354 d\r\n"}, "dot replied 354 dot: uncertain"},
        {"dot 4xx", {go, "451 4.7.1 d\r\n"}, "dot replied 451 4.7.1 dot: try_later, usable"},
        {"dot 5xx", {go, "554 5.6.0 d\r\n"}, "dot replied 554 5.6.0 dot: refused, usable"},
        {"dot full", {go, "552 5.2.2 d\r\n"}, "dot replied 552 5.2.2 dot: try_later, usable"},
        {"dot 421", {go, "421 4.3.2 d\r\n"}, "dot replied 421 4.3.2 dot: try_later"},
        {"dot cut", {go, "@closed"}, "dot closed dot: uncertain"},
        {"dot stall", {go, "@stalled"}, "dot timed_out dot: uncertain"},
        {"dot partial", {go, "25", "@closed"}, "dot closed dot: uncertain"},
        {"dot partial without line end",
         {go, "250 2.0.0 queued", "@closed"},
         "dot closed dot: uncertain"},
        {"dot partial lines",
         {go, "250-a\r\n250-b\r\n", "@stalled"},
         "dot timed_out dot: uncertain"},
        {"dot in pieces",
         {go, "2", "50", " d\r", "\n"},
         "dot replied 250 dot: accepted, usable"},
        {"dot extra line", {go, "250 d\r\n250 e\r\n"}, "dot garbage dot: uncertain"},
        {"dot extra octet", {go, "250 d\r\n2"}, "dot garbage dot: uncertain"},
        {"dot garbage", {go, "fine\r\n"}, "dot garbage dot: uncertain"},
        {"dot code changes", {go, "250-d\r\n550 e\r\n"}, "dot garbage dot: uncertain"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.name);
        Peer peer;
        peer.send(one.says);
        CHECK(peer.verdict() == one.verdict);
    }
}

TEST_CASE("the envelope that cannot be written is answered by what the server still said") {
    Peer refused(plain_ehlo);
    refused.send({"@broken", "550 5.7.1 not you\r\n"});
    CHECK(refused.verdict() == "mail replied 550 5.7.1: refused");
    Peer leaving(plain_ehlo);
    leaving.send({"@broken", "421 4.4.2 bye\r\n", "@closed"});
    CHECK(leaving.verdict() == "mail replied 421 4.4.2: try_later");
    Peer silent(plain_ehlo);
    silent.send({"@broken", "@stalled"});
    CHECK(silent.verdict() == "mail closed: try_later");
    Peer good(plain_ehlo);
    good.send({"@broken", "250 a\r\n"});
    CHECK(good.verdict() == "rcpt closed: try_later");
}

TEST_CASE("a dot that cannot be written is uncertain, unless a complete reply tells") {
    const std::string go = "250 a\r\n250 b\r\n354 c\r\n";
    Peer peer;
    std::deque<std::string> says{go};
    // The letter is one block: the second write after the envelope is the dot.
    peer.send({go, "@early 250", "@closed"});
    CHECK(peer.verdict() == "data closed: try_later");
    Dialogue dialogue("me.example");
    Action action = dialogue.greet();
    action = dialogue.next(Event(Event::Kind::written));
    action = dialogue.next(Event(Event::Kind::heard, "250 x\r\n"));
    REQUIRE(action.kind == Action::Kind::done);
    const auto to_dot = [&] {
        action = dialogue.begin("f@x.example", "t@y.example", "a\r\n");
        REQUIRE(action.kind == Action::Kind::glance);
        action = dialogue.next(Event(Event::Kind::nothing));
        for (const char* reply : {"250 a\r\n", "250 b\r\n", "354 c\r\n"}) {
            REQUIRE(dialogue.next(Event(Event::Kind::written)).kind == Action::Kind::read);
            action = dialogue.next(Event(Event::Kind::heard, reply));
        }
        REQUIRE(action.octets == "a\r\n");
        CHECK_FALSE(dialogue.attempt().dot_may_have_left);
        REQUIRE(dialogue.next(Event(Event::Kind::written)).kind == Action::Kind::glance);
        CHECK_FALSE(dialogue.attempt().dot_may_have_left);
        action = dialogue.next(Event(Event::Kind::nothing));
        REQUIRE(action.octets == ".\r\n");
        CHECK(dialogue.attempt().dot_may_have_left);
        CHECK(dialogue.next(Event(Event::Kind::write_failed)).kind == Action::Kind::read);
    };
    SECTION("nothing more") {
        to_dot();
        dialogue.next(Event(Event::Kind::closed));
        CHECK(classify(dialogue.attempt()) == Outcome::uncertain);
        CHECK_FALSE(dialogue.usable());
    }
    SECTION("a refusal") {
        to_dot();
        dialogue.next(Event(Event::Kind::heard, "554 5.6.0 no\r\n"));
        CHECK(classify(dialogue.attempt()) == Outcome::refused);
        CHECK_FALSE(dialogue.usable());
    }
    SECTION("thanks") {
        to_dot();
        dialogue.next(Event(Event::Kind::heard, "250 ok\r\n"));
        CHECK(classify(dialogue.attempt()) == Outcome::accepted);
    }
}

TEST_CASE("a connection that the server closed or spoke on meanwhile is left before MAIL") {
    for (const char* what :
         {"@gone", "@early 421 4.4.2 idle\r\n", "@early 250 x\r\n", "@early 2"}) {
        Peer peer;
        CAPTURE(what);
        peer.send({what});
        CHECK(peer.wrote.empty());
        CHECK(peer.verdict() == "connect closed: try_later");
    }
    Peer peer;
    peer.send({"250 a\r\n550 5.1.1 b\r\n503 c\r\n"});
    peer.send({"502 no RSET\r\n"});
    CHECK(peer.verdict() == "connect closed: try_later");
}

TEST_CASE("what is not fit is refused before the server hears of it") {
    Peer peer;
    const auto note = [&](const std::string& letter, const std::optional<std::string>& from,
                          const std::string& to) {
        peer.send({}, letter, from, to);
        CHECK(peer.wrote.empty());
        CHECK(peer.dialogue.usable());
        return peer.verdict() + ": " + peer.dialogue.attempt().note;
    };
    CHECK(note("a\r\n", "f@x", "t@y\r\nDATA") ==
          "rcpt replied 553 5.1.3: refused, usable: the recipient is no address");
    CHECK(note("a\r\n", "", "t@y") ==
          "mail replied 553 5.1.7: refused, usable: our own return path is no address");
    CHECK(note("a\r\n", "f@x> BODY=8BITMIME", "t@y") ==
          "mail replied 553 5.1.7: refused, usable: our own return path is no address");
    CHECK(note("a\n.\r\nMAIL", "f@x", "t@y") ==
          "data replied 554 5.6.0: refused, usable: the letter has a bare CR or LF");
    CHECK(
        note(std::string(500, 'a') + "\r\n" + std::string(499, 'a') + "\r\n", "f@x", "t@y") ==
        "mail replied 552 5.3.4: refused, usable: the letter is larger than the server takes");
    peer.send({"250 a\r\n250 b\r\n354 c\r\n", "250 d\r\n"},
              std::string(500, 'a') + "\r\n" + std::string(496, 'a') + "\r\n");
    CHECK(peer.verdict() == "dot replied 250 dot: accepted, usable");
}

TEST_CASE("EHLO that is refused or nonsense ends it") {
    const std::pair<const char*, const char*> rows[] = {
        {"550 5.7.1 go away\r\n", "ehlo replied 550 5.7.1: try_later"},
        {"421 4.3.2 busy\r\n", "ehlo replied 421 4.3.2: try_later"},
        {"354 what\r\n", "ehlo replied 354: try_later"},
        {"250 x\r\n250 y\r\n", "ehlo garbage: try_later"},
        {"nonsense\r\n", "ehlo garbage: try_later"}};
    for (const auto& [says, verdict] : rows) {
        CAPTURE(says);
        Peer peer(says);
        CHECK(peer.verdict() == verdict);
        peer.send({});
        CHECK(peer.wrote.empty());
    }
}

TEST_CASE(
    "a conversation cut at any octet is never accepted, and certain only before the dot") {
    const std::string envelope = "250-a\r\n250 a\r\n250 2.1.5 b\r\n354 c\r\n";
    const std::string answer = "250-2.0.0 d\r\n250 2.0.0 e\r\n";
    for (std::size_t cut = 0; cut < envelope.size() + answer.size(); ++cut)
        for (const char* end : {"@closed", "@stalled"}) {
            CAPTURE(cut, end);
            Peer peer;
            std::deque<std::string> says{envelope.substr(0, cut)};
            if (cut > envelope.size()) says.push_back(answer.substr(0, cut - envelope.size()));
            if (cut == 0) says.clear();
            says.emplace_back(end);
            peer.send(says);
            const Outcome expected =
                cut < envelope.size() ? Outcome::try_later : Outcome::uncertain;
            CHECK(word(classify(peer.dialogue.attempt())) == word(expected));
            CHECK_FALSE(peer.dialogue.usable());
        }
}

TEST_CASE("replies in single octets mean the same as replies in one piece") {
    for (const std::string last :
         {"250 ok\r\n", "451 4.0.0 later\r\n", "554 5.0.0 no\r\n", "25x\r\n"}) {
        Peer whole;
        whole.send({"250 a\r\n250 b\r\n354 c\r\n", last});
        Peer pieces;
        std::deque<std::string> says;
        for (const char octet : "250 a\r\n250 b\r\n354 c\r\n" + last)
            says.emplace_back(1, octet);
        pieces.send(says);
        CHECK(pieces.verdict() == whole.verdict());
    }
}

TEST_CASE("whatever a server says, the dialogue ends and takes nothing for granted") {
    const char* const words[] = {"250 a\r\n250 b\r\n354 c\r\n",
                                 "250 ok\r\n",
                                 "250-more\r\n",
                                 "354 go\r\n",
                                 "421 bye\r\n",
                                 "450 4.2.1 x\r\n",
                                 "550 5.1.1 x\r\n",
                                 "25",
                                 "\r\n",
                                 "junk",
                                 "@closed",
                                 "@stalled",
                                 "@broken",
                                 "@early 250 x\r\n",
                                 "@early 550 x\r\n",
                                 "@gone",
                                 "@early 4"};
    unsigned dice = 12345;
    int accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        Peer peer(round % 2 == 0 ? plain_ehlo : "250-x\r\n250 PIPELINING\r\n");
        std::deque<std::string> says;
        for (int i = 0; i < 12; ++i) {
            dice = dice * 1664525U + 1013904223U;
            says.emplace_back(words[(dice >> 16) % std::size(words)]);
        }
        peer.send(says);
        const bool taken = classify(peer.dialogue.attempt()) == Outcome::accepted;
        accepted += taken;
        if (taken && peer.wrote.find("\r\n.\r\n") == std::string::npos)
            FAIL("accepted without a dot");
        if (!peer.dialogue.attempt().dot_may_have_left &&
            peer.wrote.find("\r\n.\r\n") != std::string::npos)
            FAIL("the dot left unnoticed");
    }
    CHECK(accepted > 20);
}
