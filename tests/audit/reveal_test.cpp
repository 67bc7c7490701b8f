// What the trail must say about values that leave: the walk of `audit verify` over reveals.
#include <catch2/catch.hpp>

#include "audit/meaning.h"

namespace {

const std::string one(16, '1');

audit::Columns event(const std::string& kind, const std::string& actor,
                     const std::string& attrs, const std::string& station = "tvc.museum") {
    audit::Columns columns;
    columns.actor = actor;
    columns.kind = kind;
    columns.case_id = one;
    columns.station = station;
    columns.attrs = attrs;
    return columns;
}

const std::string officer = "officer:tvc.museum";

audit::Columns received() { return event("received", "daemon", "{}"); }
audit::Columns confirmed(const std::string& station = "tvc.museum") {
    return event("confirmed", "officer:" + station, R"({"letter":1})", station);
}
audit::Columns released(int letter, const std::string& station = "tvc.museum") {
    return event("contact_released", "officer:" + station,
                 R"({"letter":)" + std::to_string(letter) + R"(,"mask":"PHONE-K7Q2"})", station);
}
audit::Columns moved(const std::string& from = "tvc.museum") {
    return event("moved", "officer:" + from, R"({"to":"tvc.fort","why":"not_ours"})", from);
}
audit::Columns asked(int needed) {
    return event("reveal_asked", officer,
                 R"({"needed":)" + std::to_string(needed) + R"(,"reveal":7})");
}
audit::Columns approved(const std::string& actor) {
    return event("reveal_approved", actor, R"({"n":1,"reveal":7})");
}
audit::Columns sent(int letter) {
    return event("reveal_sent", "daemon",
                 R"({"letter":)" + std::to_string(letter) + R"(,"reveal":7})");
}
audit::Columns ended(const std::string& kind) {
    return event(kind, "daemon", R"({"reveal":7})");
}
audit::Columns attempt(const std::string& kind, int letter) {
    return event("attempt", "daemon",
                 R"({"kind":")" + kind + R"(","letter":)" + std::to_string(letter) + "}");
}

// The first thing that is wrong, or "fine".
std::string walk(const std::vector<audit::Columns>& events) {
    audit::Meaning meaning;
    for (const auto& one_event : events) {
        if (auto wrong = meaning.step(one_event)) return *wrong;
    }
    return "fine";
}

}  // namespace

TEST_CASE("the lawful ways of a value are fine") {
    CHECK(walk({received(), confirmed(), released(3), attempt("contact", 3),
                attempt("contact", 3)}) == "fine");
    CHECK(walk({received(), asked(1), approved("desk:approver.1"), sent(9),
                attempt("reveal", 9)}) == "fine");
    CHECK(walk({received(), asked(2), approved("desk:approver.1"), approved("desk:approver.2"),
                sent(9), attempt("reveal", 9)}) == "fine");
    CHECK(walk({received(), asked(2), approved("desk:approver.1"), ended("reveal_refused")}) ==
          "fine");
    CHECK(walk({received(), asked(1), ended("reveal_expired")}) == "fine");
    CHECK(walk({received(), confirmed("tvc.museum"), released(3), confirmed("tvc.fort")}) ==
          "fine");
}

TEST_CASE("her number goes to the station that calls her, and to no other") {
    const std::string early = "a contact number was decided on before RECEIVED";
    // The next station says RECEIVED: the call is its own, and so is the number.
    CHECK(walk({received(), confirmed(), released(3), moved(), confirmed("tvc.fort"),
                released(4, "tvc.fort"), attempt("contact", 4)}) == "fine");
    // Until then the call stays where it was, also with a station that had not said RECEIVED.
    CHECK(walk({received(), moved(), released(3)}) == "fine");
    CHECK(walk({received(), moved(), released(3), confirmed("tvc.fort"),
                released(4, "tvc.fort")}) == "fine");
    CHECK(walk({received(), confirmed(), released(3), moved(), released(4, "tvc.fort")}) ==
          early);
    CHECK(walk({received(), moved(), released(4, "tvc.fort")}) == early);
    CHECK(walk({received(), confirmed(), released(3), moved(), confirmed("tvc.fort"),
                released(4)}) == early);
    CHECK(walk({received(), confirmed(), released(3), moved(), released(4)}) ==
          "a contact number was decided on twice");
    CHECK(walk({received(), confirmed(), released(3), moved(), confirmed("tvc.fort"),
                released(4, "tvc.fort"), released(5, "tvc.fort")}) ==
          "a contact number was decided on twice");
}

TEST_CASE("a value without its approvals is found") {
    CHECK(walk({received(), asked(1), sent(9)}) ==
          "a value was released without its approvals");
    CHECK(walk({received(), asked(2), approved("desk:approver.1"), sent(9)}) ==
          "a value was released without its approvals");
    CHECK(walk({received(), asked(2), approved("desk:approver.1"),
                approved("desk:approver.1")}) == "one approver approved twice");
    CHECK(walk({received(), event("reveal_asked", officer, R"({"reveal":7})"),
                approved("desk:approver.1"), sent(9)}) ==
          "a value was released without its approvals");
    CHECK(walk({received(), approved("desk:approver.1")}) ==
          "a request was decided that nobody made");
    CHECK(walk({received(), sent(9)}) == "a request was decided that nobody made");
}

TEST_CASE("a letter with a value that no event released is found") {
    const std::string wrong = "a letter with a value was sent that nobody released";
    CHECK(walk({received(), attempt("reveal", 9)}) == wrong);
    CHECK(walk({received(), attempt("contact", 9)}) == wrong);
    CHECK(walk({received(), asked(1), approved("desk:approver.1"), attempt("reveal", 9)}) ==
          wrong);
    CHECK(walk({received(), asked(1), approved("desk:approver.1"), sent(9),
                attempt("reveal", 10)}) == wrong);
    CHECK(walk({received(), confirmed(),
                event("contact_withheld", officer, R"({"reason":"several"})"),
                attempt("contact", 3)}) == wrong);
}

TEST_CASE("nothing is decided after the end, twice, or by the wrong side") {
    for (const char* end : {"reveal_refused", "reveal_expired"}) {
        CHECK(walk({received(), asked(1), ended(end), approved("desk:approver.1")}) ==
              "a request was decided after its end");
        CHECK(walk({received(), asked(1), approved("desk:approver.1"), ended(end), sent(9)}) ==
              "a request was decided after its end");
    }
    CHECK(walk({received(), asked(1), asked(1)}) == "a request was made twice");
    CHECK(walk({received(),
                event("reveal_asked", "desk:desk.triage", R"({"needed":1,"reveal":7})")}) ==
          "a value was asked for by no officer");
    CHECK(walk({received(), asked(1), approved(officer)}) ==
          "a request was approved by no approver");
    CHECK(walk({received(), confirmed(), confirmed()}) == "a station confirmed the case twice");
    CHECK(walk({received(), released(3)}) == "a contact number was decided on before RECEIVED");
    CHECK(walk({received(), confirmed(), released(3), released(4)}) ==
          "a contact number was decided on twice");
    CHECK(walk({received(), event("confirmed", "daemon", "{}")}) ==
          "a case was confirmed by no officer");
}

TEST_CASE("one case's approvals do not carry another case's value") {
    audit::Meaning meaning;
    for (const auto& known : {received(), asked(1), approved("desk:approver.1"), sent(9)})
        REQUIRE_FALSE(meaning.step(known));
    auto other = attempt("reveal", 9);
    other.case_id = std::string(16, '2');
    auto custody = received();
    custody.case_id = other.case_id;
    REQUIRE_FALSE(meaning.step(custody));
    CHECK(meaning.step(other) == "a letter with a value was sent that nobody released");
}
