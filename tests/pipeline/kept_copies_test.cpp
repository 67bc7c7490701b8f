#include "pipeline/kept_copies.h"

#include <catch2/catch.hpp>

#include "pipeline/kept_values.h"
#include "support/shipped_installation.h"

namespace {

using support::journey_of;

using redaction::Destination;

const std::string head =
    "From: Divya Thomas <divya.thomas@example.org>\r\nTo: complaints@example.org\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n";
const std::string body =
    "\r\nI live near Statue Junction; please send this to Museum police station.\r\n"
    "My husband calls me from 68300 22334 and will publish my photos tonight.\r\n"
    "I paid him money. My number is 6830033445. Please call between 10 am and 1 pm.\r\n"
    "Divya Thomas\r\nKunnil House, TC 12/345, Statue Road\r\n";
const std::string complaint = head + "Subject: help\r\n" + body;

pipeline::KeptCopies kept_of(const pipeline::Journey& journey) {
    auto kept = pipeline::copies_from_json(pipeline::copies_to_json(journey));
    REQUIRE(kept.ok());
    return std::move(*kept);
}

}  // namespace

TEST_CASE(
    "each destination that may be asked later has its view, and the head says what it said") {
    const auto journey = journey_of(complaint);
    const auto kept = kept_of(journey);
    CHECK(kept.views.size() == 4);
    REQUIRE(kept.view_for(Destination::station) != nullptr);
    CHECK(kept.view_for(Destination::station)->body() == journey.station_view->body());
    REQUIRE(kept.view_for(Destination::cyber_cell) != nullptr);
    CHECK(kept.view_for(Destination::cyber_cell)->body() ==
          "My husband calls me from 68300 22334 and will publish my photos tonight.\n");
    CHECK(kept.view_for(Destination::desk) != nullptr);
    CHECK(kept.view_for(Destination::urgent) != nullptr);
    CHECK(kept.view_for(Destination::oversight) == nullptr);
    const auto& before = journey.facts;
    CHECK(kept.facts.kind == before.kind);
    CHECK(kept.facts.category == before.category);
    CHECK(kept.facts.written_by == before.written_by);
    CHECK(kept.facts.child == before.child);
    CHECK(kept.facts.life.safe_hours == before.life.safe_hours);
    CHECK(kept.facts.life.safe_hours == "10-13");
    CHECK(kept.facts.life.relation == before.life.relation);
    CHECK(kept.facts.life.money_paid == before.life.money_paid);
    CHECK(kept.facts.life.threat == before.life.threat);
    CHECK(kept.facts.texts.empty());
    CHECK(kept.facts.places.empty());
    REQUIRE_FALSE(kept.decision.candidates.empty());
    CHECK(kept.decision.candidates == journey.decision.candidates);
    CHECK(kept.decision.reason == journey.decision.reason);
}

TEST_CASE("of the values only those are kept here that some destination sees whole") {
    const auto text = pipeline::copies_to_json(journey_of(complaint));
    for (const char* hers : {"6830033445", "Divya", "divya", "Kunnil"}) {
        CAPTURE(hers);
        CHECK(text.find(hers) == std::string::npos);
    }
    const auto kept = pipeline::copies_from_json(text);
    REQUIRE(kept.ok());
    REQUIRE(kept->shown.size() == 1);
    CHECK(kept->shown[0].type == redaction::ValueType::phone);
    CHECK(kept->shown[0].role == redaction::Role::offender);
}

TEST_CASE("what is vital in an urgent copy is known as such to the proof of a later one") {
    const auto journey =
        journey_of(head +
                   "Subject: last\r\n\r\nI am at Museum, Thiruvananthapuram. I will kill "
                   "myself tonight. My number is 6830033445.\r\n");
    REQUIRE(journey.facts.urgency.flagged());
    const auto kept = kept_of(journey);
    CHECK(kept.view_for(Destination::urgent)->body().find("6830033445") != std::string::npos);
    CHECK(kept.view_for(Destination::cyber_cell)->body().find("6830033445") ==
          std::string::npos);
    const auto values = pipeline::covered_from_json(pipeline::covered_to_json(journey));
    REQUIRE(values.ok());
    bool known = false;
    for (const auto& value : values->findings.values) {
        if (value.normal.reveal().find("6830033445") == std::string::npos) continue;
        known = true;
        CHECK(value.vital == redaction::Vital::station_too);
    }
    CHECK(known);
}

TEST_CASE("nothing is kept of a mail that is held, and an altered text is not believed") {
    auto journey = journey_of(complaint);
    const auto text = pipeline::copies_to_json(journey);
    journey.held = "leak";
    CHECK(pipeline::copies_to_json(journey).empty());
    for (std::size_t cut = 0; cut < text.size(); cut += 61) {
        CAPTURE(cut);
        CHECK_FALSE(pipeline::copies_from_json(text.substr(0, cut)).ok());
    }
    CHECK_FALSE(pipeline::copies_from_json("[Divya]\n\nMy husband").ok());  // an older form
}
