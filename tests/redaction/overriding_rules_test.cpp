// The rules that stand above the policy's table (redaction.md 5.3), each asked at every one of
// the seven destinations: who sees her number, her name, the friend's name and the place.
#include <array>
#include <catch2/catch.hpp>
#include <set>

#include "redaction/kit.h"

using redaction::Destination;
using understanding::Where;

namespace {

constexpr std::array everybody{Destination::station,   Destination::desk,
                               Destination::urgent,    Destination::cyber_cell,
                               Destination::oversight, Destination::platform,
                               Destination::auditors};

const char* const text =
    "He follows me near Kazhakuttam and calls from 9497123456. My number is 9846012345, my "
    "friend "
    "Reshma saw it. I am in class 9 B. Anitha Thomas";

kit::Case told() {
    auto made = kit::mail_of(text);
    understanding::PlaceMention place;
    place.span = {Where::text, 19, 30};
    place.text = "Kazhakuttam";
    made.facts.places.push_back(place);
    return made;
}

// Who reads these words.
std::set<Destination> readers(const kit::Case& made, const std::string& words) {
    std::set<Destination> readers;
    for (const auto destination : everybody) {
        const auto mail = kit::redacted(made, destination).mail;
        const auto all = mail.subject() + "\n" + mail.body();
        if (all.find(words) != std::string::npos) readers.insert(destination);
    }
    return readers;
}

const std::set<Destination> nobody;

}  // namespace

TEST_CASE("without a rule above the table nobody reads what is hers") {
    const auto made = told();
    for (const char* hers : {"9846012345", "Anitha", "Reshma"}) {
        CAPTURE(hers);
        CHECK(readers(made, hers) == nobody);
    }
    CHECK(readers(made, "9497123456") == std::set{Destination::station, Destination::desk,
                                                  Destination::urgent,
                                                  Destination::cyber_cell});
    CHECK(readers(made, "Kazhakuttam").contains(Destination::station));
    CHECK(readers(made, "class 9").contains(Destination::station));
}

TEST_CASE("danger to life shows the person at risk to urgent desk and station alone") {
    for (const auto reason :
         {understanding::UrgentReason::self_harm, understanding::UrgentReason::danger_to_life,
          understanding::UrgentReason::child_at_risk}) {
        auto made = told();
        made.facts.urgency.reasons = {reason};
        const std::set both{Destination::station, Destination::urgent};
        CHECK(readers(made, "9846012345") == both);
        CHECK(readers(made, "Anitha Thomas") == both);
        CHECK(readers(made, "Reshma") == nobody);
    }
}

TEST_CASE("an account that may be his is shown to nobody and is nobody's") {
    auto made =
        kit::mail_of("Write to anitha.t@example.org. His number is 9497123456. Anitha Thomas");
    made.facts.account_may_be_his = true;
    CHECK(readers(made, "anitha.t@example.org") == nobody);
    CHECK(readers(made, "Anitha") == nobody);
    for (const auto destination : everybody) {
        const auto mail = kit::redacted(made, destination).mail;
        for (const auto& span : mail.spans()) {
            CAPTURE(redaction::name_of(destination), redaction::name_of(span.type));
            const bool his = span.type == redaction::ValueType::phone;
            CHECK(span.role == (his ? redaction::Role::offender : redaction::Role::unknown));
        }
    }
    const auto station = kit::redacted(made, Destination::station).mail;
    REQUIRE_FALSE(station.spans().empty());
    CHECK(station.spans().front().flag);
}

TEST_CASE("where a child is the victim nobody reads the place, the class and third names") {
    auto made = told();
    made.facts.child = understanding::Child::victim;
    for (const char* words : {"Kazhakuttam", "class 9"}) {
        CAPTURE(words);
        auto who = readers(made, words);
        who.erase(Destination::urgent);  // somebody must reach the child
        CHECK(who == nobody);
    }
    for (const char* hers : {"9846012345", "Anitha", "Reshma"})
        CHECK(readers(made, hers) == nobody);
    made.facts.urgency.reasons = {understanding::UrgentReason::child_at_risk};
    CHECK(readers(made, "Kazhakuttam").contains(Destination::urgent));
    CHECK_FALSE(readers(made, "Kazhakuttam").contains(Destination::station));
    CHECK(readers(made, "Reshma") == nobody);
}

TEST_CASE("a child who is only spoken of hides no place") {
    auto made = told();
    made.facts.child = understanding::Child::mentioned;
    CHECK(readers(made, "Kazhakuttam").contains(Destination::station));
}

TEST_CASE(
    "an offender in the police outranks danger: the urgent desk alone reads who is at risk") {
    auto made = told();
    made.facts.urgency.reasons = {understanding::UrgentReason::danger_to_life};
    made.facts.offender_in_police = true;
    CHECK(readers(made, "9846012345") == std::set{Destination::urgent});
    CHECK(readers(made, "Anitha Thomas") == std::set{Destination::urgent});
    CHECK(readers(made, "Reshma") == nobody);
}
