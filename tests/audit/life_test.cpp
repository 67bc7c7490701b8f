// What the trail must say about the life of a case: the walk of `audit verify` over calls,
// wishes and closings.
#include <catch2/catch.hpp>

#include "audit/meaning.h"

namespace {

const std::string officer = "officer:tvc.museum";
const std::string desk = "desk:desk.triage";

audit::Columns event(const std::string& kind, const std::string& actor = officer,
                     const std::string& attrs = "{}") {
    audit::Columns columns;
    columns.actor = actor;
    columns.kind = kind;
    columns.case_id = std::string(16, '1');
    columns.station = "tvc.museum";
    columns.attrs = attrs;
    return columns;
}

audit::Columns called(const std::string& result) {
    return event("called", officer, R"({"result":")" + result + R"("})");
}
audit::Columns mail(const std::string& to) {
    return event("mail_safety", officer, R"({"to":")" + to + R"("})");
}
audit::Columns asked(const std::string& outcome) {
    return event("closing_asked", officer, R"({"outcome":")" + outcome + R"("})");
}
audit::Columns closed(const std::string& outcome, const std::string& actor = officer) {
    return event("closed", actor, R"({"outcome":")" + outcome + R"("})");
}
audit::Columns queued(const std::string& recipient) {
    return event("letter_queued", "daemon",
                 R"({"kind":"notice","recipient":")" + recipient + R"("})");
}
audit::Columns never_to(const std::string& recipient) {
    return event("never_to", "daemon", R"({"recipient":")" + recipient + R"("})");
}

// The first thing that is wrong, or "fine".
std::string walk(const std::vector<audit::Columns>& events) {
    audit::Meaning meaning;
    if (meaning.step(event("received", "daemon"))) return "not even the beginning";
    for (const auto& one_event : events) {
        if (auto wrong = meaning.step(one_event)) return *wrong;
    }
    return "fine";
}

}  // namespace

TEST_CASE("a whole life in its order is fine, closed, opened and closed again") {
    CHECK(walk({event("confirmed"), called("no_answer"), called("talked"), mail("safe"),
                event("signed"), event("identified"),
                event("wish", officer, R"({"wish":"later"})"), asked("settled_heard_alone"),
                event("closing_refused", desk), event("wish", officer, R"({"wish":"yes"})"),
                event("fir"), closed("legal_action"), event("reopened", desk),
                event("moved", desk), event("confirmed"), asked("withdrawn_heard"),
                closed("withdrawn_heard", desk)}) == "fine");
}

TEST_CASE("an officer's word that no officer said is found") {
    for (const char* kind : {"called", "mail_safety", "signed", "identified", "wish", "fir"}) {
        CAPTURE(kind);
        CHECK(walk({event(kind, "daemon")}) == "an officer's word was said by none");
        CHECK(walk({event(kind, "admin:0")}) == "an officer's word was said by none");
    }
}

TEST_CASE("mail that is called safe before anybody spoke with her is found") {
    const std::string early = "mail was called safe before anybody spoke with her";
    CHECK(walk({event("confirmed"), mail("safe")}) == early);
    CHECK(walk({event("confirmed"), called("no_answer"), called("not_safe"), mail("safe")}) ==
          early);
    CHECK(walk({event("confirmed"), mail("unsafe")}) == "fine");
    CHECK(walk({event("confirmed"), event("wish"), mail("safe")}) == "fine");
}

TEST_CASE("a closing without its check call is found") {
    const std::string without = "the case was closed without the desk's check call";
    for (const char* outcome : {"settled_heard_alone", "withdrawn_heard"}) {
        CHECK(walk({called("talked"), closed(outcome)}) == without);
        CHECK(walk({called("talked"), closed(outcome, desk)}) == without);
        CHECK(walk({called("talked"), asked(outcome), closed(outcome)}) == without);
        CHECK(walk({called("talked"), asked(outcome), event("closing_refused", desk),
                    closed(outcome, desk)}) == without);
        CHECK(walk({called("talked"), asked(outcome), closed(outcome, desk)}) == "fine");
    }
    CHECK(walk({called("talked"), asked("withdrawn_heard"),
                closed("settled_heard_alone", desk)}) == without);
    CHECK(walk({called("talked"), event("closing_refused", desk)}) ==
          "a closing was refused that nobody asked for");
}

TEST_CASE("a closed case hears no word and is closed once") {
    CHECK(walk({closed("warned"), called("talked")}) ==
          "an officer's word changed a closed case");
    CHECK(walk({closed("warned"), event("fir")}) == "an officer's word changed a closed case");
    CHECK(walk({closed("warned"), closed("warned")}) == "the case was closed twice");
    CHECK(walk({closed("warned"), event("moved", desk)}) ==
          "a closed case was moved or asked about");
    CHECK(walk({event("reopened", desk)}) == "a case was opened again that was not closed");
    CHECK(walk({closed("warned"), event("reopened", desk), called("talked")}) == "fine");
}

TEST_CASE("a station confirms once, and again when the case has moved") {
    CHECK(walk({event("confirmed"), event("confirmed")}) ==
          "a station confirmed the case twice");
    CHECK(walk({event("confirmed"), event("moved", desk), event("confirmed")}) == "fine");
}

TEST_CASE("a letter to a mailbox that must get none is found") {
    CHECK(walk({queued("tvc.museum"), never_to("tvc.museum"), queued("desk.triage")}) ==
          "fine");
    CHECK(walk({never_to("tvc.museum"), queued("tvc.museum")}) ==
          "a letter was posted to a mailbox that must get none of this case");
}
