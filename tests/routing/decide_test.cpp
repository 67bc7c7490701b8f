#include "small_rules.h"

using namespace small;
using understanding::MailKind;
using understanding::MatchTier;

TEST_CASE("each kind of evidence alone sends to its station with its reason") {
    REQUIRE(decide(Mail().place(PlaceRole::explicit_station, museum())) ==
            "forward tvc.museum explicit_station");
    REQUIRE(decide(Mail().place(PlaceRole::residence, museum())) ==
            "forward tvc.museum residence");
    REQUIRE(decide(Mail().place(PlaceRole::signature, museum())) ==
            "forward tvc.museum address");
    REQUIRE(decide(Mail().place(PlaceRole::incident, museum())) ==
            "forward tvc.museum incident");
    REQUIRE(decide(Mail().place(PlaceRole::subject, museum())) == "forward tvc.museum subject");
    REQUIRE(decide(Mail().pin(PlaceRole::residence, "695033")) == "forward tvc.museum pin");
}

TEST_CASE("a place that nothing describes decides nothing, however often it is said") {
    Mail mail;
    for (int i = 0; i < 3; ++i) mail.place(PlaceRole::unknown, museum());
    const auto decision = book().decide(mail.facts);
    REQUIRE(outcome(decision) == "triage weak");
    REQUIRE(decision.trace.back() ==
            "nothing says that she lives there, that it happened there, or that it is for that "
            "station");
    REQUIRE(decide(mail.place(PlaceRole::near_by, museum())) == "triage weak");
    REQUIRE(decide(mail.place(PlaceRole::incident, museum())) == "forward tvc.museum incident");
}

TEST_CASE("a station of which she asks nothing decides only where no other place is named") {
    Mail mail;
    mail.place(PlaceRole::explicit_station, museum());
    mail.facts.places.back().cues = {"station.not_asked", "place.station"};
    REQUIRE(decide(mail) == "forward tvc.museum explicit_station");
    mail.place(PlaceRole::residence, kazhakuttam());
    REQUIRE(decide(mail) == "forward tvc.museum explicit_station");
    mail.place(PlaceRole::offender, kazhakuttam());
    REQUIRE(decide(mail) == "triage weak");
    REQUIRE(decide(mail.place(PlaceRole::residence, museum())) ==
            "forward tvc.museum explicit_station");
}

TEST_CASE("near a place is too little to send a mail there") {
    REQUIRE(decide(Mail().place(PlaceRole::near_by, museum())) == "triage weak");
}

TEST_CASE("near a place, however often it is said, stays too little") {
    Mail mail;
    for (int i = 0; i < 8; ++i) mail.place(PlaceRole::near_by, museum());
    const auto decision = book().decide(mail.facts);
    REQUIRE(outcome(decision) == "triage weak");
    REQUIRE(decision.score == 20);
}

TEST_CASE("a named station wins over a residence elsewhere, and the trace says so") {
    const auto decision = book().decide(Mail()
                                            .place(PlaceRole::explicit_station, museum())
                                            .place(PlaceRole::residence, ramapuram())
                                            .place(PlaceRole::residence, district("Kottayam"))
                                            .facts);
    REQUIRE(outcome(decision) == "forward tvc.museum explicit_station");
    REQUIRE(decision.score == 100);
    REQUIRE(decision.lead == 40);
    REQUIRE(decision.candidates.size() == 2);
    REQUIRE(decision.trace ==
            std::vector<std::string>{
                "she names Museum (tvc.museum) herself, though she also names another district or state",
                "Museum (tvc.museum) is best with 100 points, 40 more than the next; 30 points and a "
                "lead of 12 are needed",
                "Ramapuram (ktm.ramapuram) loses with 60 points; the best it has: she lives there",
                "so it goes to Museum (tvc.museum): she names it as the station"});
}

TEST_CASE("her home outranks the place where it happened") {
    REQUIRE(decide(Mail()
                       .place(PlaceRole::incident, kazhakuttam())
                       .place(PlaceRole::residence, museum())) ==
            "forward tvc.museum residence");
    REQUIRE(decide(Mail()
                       .place(PlaceRole::incident, kazhakuttam())
                       .place(PlaceRole::signature, museum())) == "forward tvc.museum address");
}

TEST_CASE("two places of one kind are a tie") {
    REQUIRE(decide(Mail()
                       .place(PlaceRole::residence, kazhakuttam())
                       .place(PlaceRole::residence, museum())) == "triage tie");
    REQUIRE(decide(Mail()
                       .place(PlaceRole::explicit_station, kazhakuttam())
                       .place(PlaceRole::explicit_station, museum())) == "triage tie");
}

TEST_CASE("repetition adds a little, at most ten, and a mail's HTML twin adds nothing") {
    Mail mail;
    for (int i = 0; i < 2; ++i) mail.place(PlaceRole::incident, museum());
    REQUIRE(book().decide(mail.facts).score == 39);
    for (int i = 0; i < 9; ++i) mail.place(PlaceRole::incident, museum());
    REQUIRE(book().decide(mail.facts).score == 45);
    Mail twice;
    twice.place(PlaceRole::incident, museum()).in_html().place(PlaceRole::incident, museum());
    REQUIRE(book().decide(twice.facts).score == 35);
}

TEST_CASE("a heap of weak hints never outweighs a strong one") {
    Mail mail;
    mail.place(PlaceRole::residence, museum());
    for (int i = 0; i < 50; ++i)
        mail.place(PlaceRole::incident, kazhakuttam())
            .place(PlaceRole::subject, kazhakuttam())
            .place(PlaceRole::near_by, kazhakuttam());
    const auto decision = book().decide(mail.facts);
    REQUIRE(decision.candidates[1].score == Approx(35 + 3 + 2 + 10));
    REQUIRE(outcome(decision) == "triage tie");
    REQUIRE(decision.candidates[0].station.str() == "tvc.museum");
}

TEST_CASE("no place at all, only a district, only his place: each has its reason") {
    REQUIRE(decide(Mail()) == "triage none");
    REQUIRE(decide(Mail().place(PlaceRole::residence, district("Kollam"))) ==
            "triage district_only");
    REQUIRE(decide(Mail().place(PlaceRole::offender, museum())) == "triage offender_only");
    REQUIRE(decide(Mail().pin(PlaceRole::offender, "695033")) == "triage offender_only");
}

TEST_CASE("his place never counts for a station, but does not veto hers") {
    const auto decision = book().decide(Mail()
                                            .place(PlaceRole::offender, kazhakuttam())
                                            .place(PlaceRole::residence, museum())
                                            .facts);
    REQUIRE(outcome(decision) == "forward tvc.museum residence");
    REQUIRE(decision.candidates.size() == 1);
    REQUIRE(decide(Mail()
                       .place(PlaceRole::offender, elsewhere("UAE"))
                       .place(PlaceRole::residence, museum())) ==
            "forward tvc.museum residence");
    REQUIRE(decide(Mail()
                       .place(PlaceRole::offender, district("Kollam"))
                       .place(PlaceRole::residence, museum())) ==
            "forward tvc.museum residence");
}

TEST_CASE("quoted places and places in a person's name are no evidence") {
    REQUIRE(decide(Mail().place(PlaceRole::quoted, museum())) == "triage none");
    REQUIRE(decide(Mail().place(PlaceRole::person_name, museum())) == "triage none");
    REQUIRE(decide(Mail().pin(PlaceRole::quoted, "695033")) == "triage none");
}

TEST_CASE("the place that would decide lies in another state") {
    REQUIRE(decide(Mail().place(PlaceRole::residence, elsewhere("Tamil Nadu"))) ==
            "triage other_state");
    REQUIRE(decide(Mail()
                       .place(PlaceRole::residence, elsewhere("Tamil Nadu"))
                       .place(PlaceRole::incident, museum())) == "triage other_state");
    REQUIRE(
        decide(
            Mail().pin(PlaceRole::residence, "629001").place(PlaceRole::incident, museum())) ==
        "triage other_state");
    REQUIRE(
        decide(Mail().pin(PlaceRole::unknown, "673310").place(PlaceRole::incident, museum())) ==
        "triage other_state");
    REQUIRE(decide(Mail()
                       .place(PlaceRole::residence, museum())
                       .place(PlaceRole::incident, elsewhere("UAE"))) ==
            "forward tvc.museum residence");
    REQUIRE(decide(Mail()
                       .place(PlaceRole::explicit_station, museum())
                       .place(PlaceRole::residence, elsewhere("UAE"))) ==
            "forward tvc.museum explicit_station");
}

TEST_CASE("a station in another state that she names goes to the desk") {
    REQUIRE(decide(Mail().place(PlaceRole::explicit_station, elsewhere("Tamil Nadu"))) ==
            "triage other_state");
    REQUIRE(decide(Mail()
                       .place(PlaceRole::explicit_station, elsewhere("Tamil Nadu"))
                       .place(PlaceRole::residence, museum())) == "triage other_state");
    REQUIRE(decide(Mail()
                       .place(PlaceRole::explicit_station, elsewhere("Tamil Nadu"))
                       .place(PlaceRole::explicit_station, museum())) == "triage other_state");
}

TEST_CASE("a name that lies in another district too needs its district or the word station") {
    REQUIRE(decide(Mail().place(PlaceRole::residence, ramapuram())) == "triage ambiguous_name");
    REQUIRE(decide(Mail()
                       .place(PlaceRole::residence, ramapuram())
                       .place(PlaceRole::residence, district("Kottayam"))) ==
            "forward ktm.ramapuram residence");
    REQUIRE(decide(Mail()
                       .place(PlaceRole::residence, ramapuram())
                       .place(PlaceRole::residence, district("Malappuram"))) ==
            "triage ambiguous_name");
    REQUIRE(decide(Mail().place(PlaceRole::explicit_station, ramapuram())) ==
            "forward ktm.ramapuram explicit_station");
    REQUIRE(book().decide(Mail().place(PlaceRole::residence, ramapuram()).facts).score == 45);
}

TEST_CASE("twins of one name are decided by the district and by nothing less") {
    REQUIRE(decide(Mail().place(PlaceRole::residence, twins())) == "triage ambiguous_name");
    REQUIRE(decide(Mail().place(PlaceRole::explicit_station, twins())) ==
            "triage ambiguous_name");
    REQUIRE(decide(Mail()
                       .place(PlaceRole::explicit_station, twins())
                       .place(PlaceRole::unknown, district("Kollam"))) ==
            "forward klc.twin explicit_station");
    REQUIRE(decide(Mail()
                       .place(PlaceRole::residence, twins())
                       .place(PlaceRole::unknown, district("Kottayam"))) ==
            "forward ktm.twin residence");
}

TEST_CASE("a district that contradicts the station sends the mail to the desk") {
    REQUIRE(decide(Mail()
                       .place(PlaceRole::residence, museum())
                       .place(PlaceRole::residence, district("Kollam"))) ==
            "triage ambiguous_name");
    REQUIRE(decide(Mail()
                       .place(PlaceRole::residence, museum())
                       .place(PlaceRole::incident, district("Kollam"))) ==
            "forward tvc.museum residence");
    REQUIRE(decide(Mail()
                       .place(PlaceRole::residence, museum())
                       .place(PlaceRole::residence, district("Kollam"))
                       .place(PlaceRole::unknown, district("Thiruvananthapuram"))) ==
            "forward tvc.museum residence");
}

TEST_CASE(
    "a station that is also a district is only the district unless it is called a station") {
    const std::vector<PlaceCandidate> both{station("ktm.ramapuram", "Kottayam"),
                                           district("Kottayam")};
    REQUIRE(decide(Mail().place(PlaceRole::residence, both)) == "triage district_only");
    REQUIRE(decide(Mail().place(PlaceRole::explicit_station, both)) ==
            "forward ktm.ramapuram explicit_station");
}

TEST_CASE("a PIN that staff confirmed for two stations decides nothing") {
    const auto decision = book().decide(Mail().pin(PlaceRole::residence, "695010").facts);
    REQUIRE(outcome(decision) == "triage pin_split");
    REQUIRE(decision.candidates.size() == 2);
    REQUIRE(
        decide(
            Mail().pin(PlaceRole::residence, "695010").place(PlaceRole::residence, museum())) ==
        "forward tvc.museum residence");
    REQUIRE(decide(Mail().pin(PlaceRole::residence, "695999")) == "triage none");
}

TEST_CASE("a special station counts only when it is named as a station") {
    const auto vanitha = station("tvc.vanitha", "Thiruvananthapuram");
    REQUIRE(decide(Mail().place(PlaceRole::residence, vanitha)) == "triage none");
    REQUIRE(decide(Mail().place(PlaceRole::explicit_station, vanitha)) ==
            "forward tvc.vanitha explicit_station");
}

TEST_CASE("a name that fits by a slip of the pen is a suggestion and never decides") {
    const auto decision =
        book().decide(Mail()
                          .place(PlaceRole::explicit_station,
                                 std::vector<PlaceCandidate>{museum()}, MatchTier::near)
                          .facts);
    REQUIRE(outcome(decision) == "triage none");
    REQUIRE(decision.candidates ==
            std::vector<routing::Candidate>{{base::StationId("tvc.museum"), 0}});
    const auto named =
        book().decide(Mail()
                          .place(PlaceRole::residence, kazhakuttam())
                          .place(PlaceRole::explicit_station,
                                 std::vector<PlaceCandidate>{museum()}, MatchTier::near)
                          .facts);
    REQUIRE(outcome(named) == "forward tvc.kazhakuttam residence");
    REQUIRE(named.candidates.size() == 1);
}

TEST_CASE("a retired station gets no mail, however clearly it is named") {
    const auto decision = book().decide(
        Mail()
            .place(PlaceRole::explicit_station, station("tvc.old-fort", "Thiruvananthapuram"))
            .facts);
    REQUIRE(outcome(decision) == "triage held");
}

TEST_CASE("a retired station is told as the reason, and offered to nobody") {
    const auto retired = station("tvc.old-fort", "Thiruvananthapuram");
    const auto home = book().decide(Mail().place(PlaceRole::residence, retired).facts);
    REQUIRE(outcome(home) == "triage held");
    REQUIRE(home.candidates.empty());
    REQUIRE(home.trace.back() == "Old Fort (tvc.old-fort) is closed: 'retired: true'");
    REQUIRE(
        decide(
            Mail().place(PlaceRole::residence, retired).place(PlaceRole::incident, museum())) ==
        "triage held");
}

TEST_CASE("an active station that took over a retired one's name has its mail") {
    const std::vector<PlaceCandidate> both{station("tvc.old-fort", "Thiruvananthapuram"),
                                           museum()};
    REQUIRE(decide(Mail().place(PlaceRole::residence, both)) == "forward tvc.museum residence");
}

TEST_CASE("a station that the rules do not know is no candidate") {
    REQUIRE(decide(Mail().place(PlaceRole::explicit_station, station("xyz.gone", "Kollam"))) ==
            "triage none");
}

TEST_CASE(
    "an offender in the police goes to the desk, and never to the station that was named") {
    Mail mail;
    mail.place(PlaceRole::residence, kazhakuttam());
    mail.facts.offender_in_police = true;
    // Which station is his nobody says: it may be the one that would have got the mail.
    const auto local = book().decide(mail.facts);
    REQUIRE(outcome(local) == "triage offender_in_police");
    REQUIRE(local.candidates.empty());
    REQUIRE(local.complained_about == std::vector{base::StationId("tvc.kazhakuttam")});
    mail.place(PlaceRole::explicit_station, museum());
    const auto decision = book().decide(mail.facts);
    REQUIRE(outcome(decision) == "triage about_station");
    REQUIRE(decision.candidates.size() == 1);
    REQUIRE(decision.candidates[0].station.str() == "tvc.kazhakuttam");
    REQUIRE(decision.complained_about == std::vector{base::StationId("tvc.museum")});
}

TEST_CASE("a quoted case number proves nothing and goes to the desk") {
    Mail mail;
    mail.place(PlaceRole::explicit_station, museum());
    mail.facts.quoted_case_number = "APJ-2026-000042";
    REQUIRE(decide(mail) == "triage existing_number");
}

TEST_CASE("mail that is no complaint is attached, recorded or listed") {
    const auto of_kind = [](MailKind kind) {
        Mail mail;
        mail.place(PlaceRole::explicit_station, museum());
        mail.facts.kind = kind;
        return decide(mail);
    };
    REQUIRE(of_kind(MailKind::follow_up) == "attach follow_up");
    REQUIRE(of_kind(MailKind::status_request) == "record recorded");
    REQUIRE(of_kind(MailKind::stop) == "record recorded");
    REQUIRE(of_kind(MailKind::officer_answer) == "record recorded");
    REQUIRE(of_kind(MailKind::desk_answer) == "record recorded");
    REQUIRE(of_kind(MailKind::auditor_answer) == "record recorded");
    REQUIRE(of_kind(MailKind::canary) == "record recorded");
    REQUIRE(of_kind(MailKind::bounce) == "triage automatic");
    REQUIRE(of_kind(MailKind::auto_reply) == "triage automatic");
    REQUIRE(of_kind(MailKind::bulk) == "digest bulk");
    REQUIRE(of_kind(MailKind::empty) == "triage none");
    REQUIRE(of_kind(MailKind::platform_alert) == "forward tvc.museum explicit_station");
}

TEST_CASE("machine mail about a letter of ours is recorded, any other goes to a person") {
    for (const auto kind : {MailKind::bounce, MailKind::auto_reply}) {
        Mail mail;
        mail.facts.kind = kind;
        REQUIRE(decide(mail) == "triage automatic");
        mail.facts.answers_letter = true;
        REQUIRE(decide(mail) == "record automatic");
    }
}

TEST_CASE("machine mail that sounds urgent goes to a person") {
    for (const auto kind : {MailKind::auto_reply, MailKind::bulk}) {
        Mail mail;
        mail.facts.kind = kind;
        mail.facts.urgency.reasons = {understanding::UrgentReason::self_harm};
        REQUIRE(decide(mail) == "triage automatic");
    }
}

TEST_CASE("a mail that could not be examined to its end goes to no station") {
    Mail mail;
    mail.place(PlaceRole::explicit_station, museum());
    mail.facts.complete = false;
    REQUIRE(decide(mail) == "triage held");
    REQUIRE(book().decide(mail.facts).candidates.size() == 1);
    const auto by_rule = book(
        "rules: [{id: a, why: w, when: {language: und}, then: {station: tvc.museum}, examples: "
        "[{text: x, expect: "
        "tvc.museum}]}]\n");
    REQUIRE(outcome(by_rule.decide(mail.facts)) == "triage held");
}

TEST_CASE("urgency is never a reason to guess") {
    Mail mail;
    mail.facts.urgency.reasons = {understanding::UrgentReason::danger_to_life};
    mail.place(PlaceRole::near_by, museum());
    REQUIRE(decide(mail) == "triage weak");
}

TEST_CASE(
    "every decision carries the fingerprint of its rules, and the same facts give the same "
    "decision") {
    const auto rules = book();
    Mail mail;
    mail.place(PlaceRole::residence, museum()).place(PlaceRole::incident, kazhakuttam());
    const auto first = rules.decide(mail.facts);
    const auto second = rules.decide(mail.facts);
    REQUIRE(first.rules_sha256 == rules.fingerprint());
    REQUIRE(first.trace == second.trace);
    REQUIRE(first.candidates == second.candidates);
    Mail bounce;
    bounce.facts.kind = MailKind::bounce;
    REQUIRE(rules.decide(bounce.facts).rules_sha256 == rules.fingerprint());
}

TEST_CASE("names of the closed lists come back as they went") {
    for (const auto* name :
         {"explicit_station", "pin_split", "existing_number", "about_station", "recorded"})
        REQUIRE(routing::name_of(*routing::reason(name)) == name);
    REQUIRE_FALSE(routing::reason("explicit").has_value());
}
