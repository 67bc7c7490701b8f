// A letter composed from what the vault keeps, without the mail.
#include "pipeline/second_letter.h"

#include <catch2/catch.hpp>

#include "ledger/house.h"
#include "pipeline/kept_values.h"
#include "support/in_process_reader.h"
#include "support/shipped_installation.h"

namespace {

using ledger_test::House;
using letter::LetterKind;
using pipeline::Composed;
using redaction::Destination;

const std::string complaint =
    "From: Divya Thomas <divya.thomas@example.org>\r\nTo: complaints@example.org\r\n"
    "Subject: help\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    "I live near Statue Junction; please send this to Museum police station.\r\n"
    "My husband calls me from 68300 22334 and will publish my photos.\r\n"
    "My number is 6830033445. Please call between 10 am and 1 pm.\r\n"
    "Divya Thomas\r\nKunnil House, TC 12/345, Statue Road\r\n";

struct Kept {
    House house;
    support::InProcessReader reader;
    settings::Settings settings = support::rehearsal_settings();
    base::CaseId id;
    seal::Key key;
    pipeline::AnswerPlan plan;

    explicit Kept(const std::string& octets = complaint) {
        const auto journey = support::journey_of(octets);
        const auto taken = house.take(octets, 1);
        id = taken.case_id;
        REQUIRE(house.decide(taken.mail, "forward", "tvc.museum").ok());
        auto read = ledger::read_case_key(*house.vault, house.keys, id);
        REQUIRE(read.ok());
        key = *read;
        put("rendering", pipeline::copies_to_json(journey));
        put("covered", pipeline::covered_to_json(journey));
        put("ref", "7K3M");
    }
    void put(const char* kind, const std::string& text) {
        REQUIRE(house
                    .run_vault([&](store::VaultTransaction& vault) {
                        return ledger::put_secret(vault, key, id, kind, text,
                                                  ledger_test::noon);
                    })
                    .ok());
    }
    cases::CaseLife life() {
        auto life = ledger::find_life(*house.state, id);
        REQUIRE(life.ok());
        return **life;
    }
    Composed add(const pipeline::SecondLetter& order) {
        const pipeline::AnswerDesk desk{
            settings,     *support::shipped_rules(), reader, house.keys, *house.state,
            *house.vault, ledger_test::noon};
        auto done = pipeline::add_second_letter(desk, life(), order, plan);
        if (!done) FAIL(base::to_text(done.error()));
        return *done;
    }
    const letter::Letter& last() { return plan.letters.back().planned.letter; }
};

pipeline::SecondLetter to_station(const char* id, const char* why = "moved") {
    pipeline::SecondLetter order;
    order.to = base::RecipientId(id);
    order.why_you = why;
    return order;
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the next station reads what the first one read, and why it comes to it") {
    Kept kept;
    REQUIRE(kept.add(to_station("tvc.kazhakuttam")) == Composed::yes);
    REQUIRE(kept.plan.letters.size() == 1);
    const auto& written = kept.last();
    CHECK(written.kind == LetterKind::station);
    CHECK(written.to.str() == "sho.kazhakuttam@tvc.ps.invalid");
    CHECK(holds(written.subject, "Kazhakuttam"));
    CHECK(holds(written.body, "MOVED TO YOU"));
    CHECK(holds(written.body, "Say first: 7K3M"));
    CHECK(holds(written.body, "Safe hours: 10-13"));
    CHECK(holds(written.body, "husband"));
    CHECK(holds(written.body, "68300 22334"));
    CHECK_FALSE(holds(written.body, "6830033445"));
    CHECK_FALSE(holds(written.body, "Divya"));
    CHECK(kept.plan.letters[0].key.reveal() == kept.key.reveal());
    CHECK(kept.plan.letters[0].planned.token.size() == 26);
}

TEST_CASE(
    "a person's order to send it once more raises the revision; a clock's repeat is the same") {
    Kept kept;
    REQUIRE(kept.add(to_station("tvc.kazhakuttam")) == Composed::yes);
    const auto first = kept.plan.letters[0].planned;
    CHECK(first.revision == 0);
    auto row = kept.house.letter_for(1, "station", "tvc.kazhakuttam");
    row.cause = first.cause;
    row.message_id = first.letter.message_id;
    kept.house.send(row);
    REQUIRE(kept.add(to_station("tvc.kazhakuttam")) == Composed::yes);
    CHECK(kept.plan.letters[1].planned.revision == 1);
    CHECK(kept.last().message_id != first.letter.message_id);

    auto clock = to_station("tvc.kazhakuttam", "stands_in");
    clock.cause = "case|receipt|1";
    clock.by = pipeline::CalledBy::clock;
    REQUIRE(kept.add(clock) == Composed::yes);
    const auto before = kept.last().message_id;
    REQUIRE(kept.add(clock) == Composed::yes);
    CHECK(kept.last().message_id == before);
    CHECK(kept.plan.letters.back().planned.revision == 0);
}

TEST_CASE(
    "a cell reads the offender's lines and nothing of hers, the desk what a station reads") {
    Kept kept;
    pipeline::SecondLetter order;
    order.kind = LetterKind::assist;
    order.to = base::RecipientId("cyber.tvc");
    order.view = Destination::cyber_cell;
    REQUIRE(kept.add(order) == Composed::yes);
    CHECK(kept.last().to.str() == "cyber.tvc@cell.invalid");
    CHECK(holds(kept.last().body, "Museum asks for help"));
    CHECK(holds(kept.last().body, "68300 22334"));
    for (const char* hers : {"7K3M", "10-13", "Statue", "PHONE-", "Kunnil"}) {
        CAPTURE(hers);
        CHECK_FALSE(holds(kept.last().body, hers));
    }
    order = {};
    order.kind = LetterKind::desk;
    order.to = base::RecipientId("desk.triage");
    order.view = Destination::desk;
    order.desk_reason = "Museum says that it is not theirs.";
    REQUIRE(kept.add(order) == Composed::yes);
    CHECK(holds(kept.last().body, "Museum says that it is not theirs."));
    CHECK_FALSE(holds(kept.last().body, "Why it is with you"));
    CHECK(holds(kept.last().body, "(tvc.museum)"));
}

TEST_CASE(
    "nobody who may not know of the case gets a letter, at whichever post of that mailbox") {
    Kept kept;
    REQUIRE(kept.house
                .run([&](store::Transaction& t) {
                    return ledger::never_write_to(t, ledger_test::at(9), kept.id,
                                                  base::RecipientId("tvc.kazhakuttam"),
                                                  "daemon");
                })
                .ok());
    CHECK(kept.add(to_station("tvc.kazhakuttam")) == Composed::never_to);
    CHECK(kept.plan.letters.empty());
    CHECK(kept.add(to_station("tvc.kovalam")) == Composed::yes);
}

TEST_CASE(
    "the finished letter is searched: what would leak goes to a person, not to the station") {
    Kept kept;
    // As if a rendering had been made that covers less than what is known of the case.
    auto rendering = *ledger::read_secret(*kept.house.vault, kept.key, kept.id, "rendering");
    const auto at = rendering->find("My husband");
    REQUIRE(at != std::string::npos);
    rendering->replace(at, 10, "My 6830033445");
    kept.put("rendering", *rendering);
    CHECK(kept.add(to_station("tvc.kazhakuttam")) == Composed::leak);
    REQUIRE(kept.plan.letters.size() == 1);
    CHECK(kept.last().recipient.str() == "desk.triage");
    CHECK(holds(kept.last().subject, "a letter could not be written"));
    CHECK(holds(kept.last().body, "tvc.kazhakuttam"));
    REQUIRE(kept.plan.notes.size() == 1);
    CHECK(kept.plan.notes[0].event == base::AuditEvent::leak_stopped);
}

TEST_CASE("where nothing was kept the desk is told, each time for another post") {
    Kept kept;
    kept.put("rendering", "an older form");
    CHECK(kept.add(to_station("tvc.kazhakuttam")) == Composed::nothing_kept);
    CHECK(kept.add(to_station("tvc.kovalam")) == Composed::nothing_kept);
    REQUIRE(kept.plan.letters.size() == 2);
    CHECK(kept.plan.letters[0].planned.cause != kept.plan.letters[1].planned.cause);
    CHECK(holds(kept.last().body, "tvc.kovalam"));
}

TEST_CASE("the town of a child that is the station's own name does not stop the letter") {
    Kept kept(
        "From: Divya Thomas <divya.thomas@example.org>\r\nTo: complaints@example.org\r\n"
        "Subject: help\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        "I am 14 years old and live at Kazhakuttam. A man from 68300 22334 sends me "
        "pictures.\r\n"
        "My number is 6830033445.\r\nDivya Thomas\r\n");
    REQUIRE(kept.add(to_station("tvc.kazhakuttam", "routed")) == Composed::yes);
    CHECK(holds(kept.last().subject, "Kazhakuttam"));
    CHECK(holds(kept.last().body, "live at [ADDRESS-"));
}

namespace {

// A mail that joined the case, as V2 keeps it.
base::CaseId join(Kept& kept, const std::string& text, std::uint32_t uid, const char* kind,
                  bool proved) {
    const std::string octets = "From: divya.thomas@example.org\r\nSubject: more\r\n\r\n" + text;
    auto journey = support::journey_of(octets);
    journey.hers =
        pipeline::HerCase{{kept.life(), "7K3M", true},
                          proved ? pipeline::Proof::token : pipeline::Proof::address};
    const auto taken = kept.house.take(octets, uid);
    REQUIRE(kept.house.begin_reading(taken.mail) == 1);
    ledger::DecisionRecord decision;
    decision.mail = taken.mail;
    decision.kind = kind;
    decision.language = "en";
    decision.category = "other";
    decision.child = "no";
    decision.action = "attach";
    decision.reason = "follow_up";
    decision.attached_to = kept.id;
    decision.rules_sha256 = std::string(64, 'a');
    REQUIRE(kept.house
                .run([&](store::Transaction& t) {
                    return ledger::record_decision(t, ledger_test::at(2), decision);
                })
                .ok());
    const auto key = ledger::read_case_key(*kept.house.vault, kept.house.keys, taken.case_id);
    REQUIRE(key.ok());
    for (const auto& [what, octets_of] :
         {std::pair{"rendering", pipeline::copies_to_json(journey)},
          std::pair{"covered", pipeline::covered_to_json(journey)}}) {
        REQUIRE(kept.house
                    .run_vault([&](store::VaultTransaction& vault) {
                        return ledger::put_secret(vault, *key, taken.case_id, what, octets_of,
                                                  ledger_test::noon);
                    })
                    .ok());
    }
    return taken.case_id;
}

}  // namespace

TEST_CASE(
    "her further mails go where the case goes, each once, and no answer of an officer does") {
    Kept kept;
    const auto later =
        join(kept, "He came again. My number is 6830077889.", 2, "follow_up", true);
    const auto unproved = join(kept, "He wrote to my office.", 3, "follow_up", false);
    join(kept, "STOP writing, I am afraid.", 4, "stop", true);
    join(kept, "RECEIVED", 5, "officer_answer", true);
    const pipeline::AnswerDesk desk{
        kept.settings,     *support::shipped_rules(), kept.reader,      kept.house.keys,
        *kept.house.state, *kept.house.vault,         ledger_test::noon};
    const auto order = to_station("tvc.kazhakuttam");
    REQUIRE(pipeline::add_further_mails(desk, kept.life(), order, kept.plan).ok());
    REQUIRE(kept.plan.letters.size() == 3);
    const auto body = [&](std::size_t i) { return kept.plan.letters[i].planned.letter.body; };
    CHECK(kept.plan.letters[0].of == later);
    CHECK(kept.plan.letters[1].of == unproved);
    CHECK(holds(body(0), "He came again."));
    CHECK(holds(body(0), "Say first: 7K3M"));
    CHECK_FALSE(holds(body(0), "6830077889"));
    CHECK_FALSE(holds(body(0), "NO TOKEN"));
    CHECK(holds(body(1), "NO TOKEN"));
    CHECK(holds(body(2), "STOP"));
    for (const auto& letter : kept.plan.letters) {
        CHECK(letter.planned.letter.to.str() == "sho.kazhakuttam@tvc.ps.invalid");
        CHECK(letter.planned.letter.subject.find("APJ-2026-000001") != std::string::npos);
    }
    // What that station has had is not sent to it again.
    auto row = kept.house.letter_for(2, "station", "tvc.kazhakuttam");
    row.cause = kept.plan.letters[0].planned.cause;
    row.message_id = kept.plan.letters[0].planned.letter.message_id;
    kept.house.send(row);
    kept.plan.letters.clear();
    REQUIRE(pipeline::add_further_mails(desk, kept.life(), order, kept.plan).ok());
    CHECK(kept.plan.letters.size() == 2);
}
