// ASK: what of an officer's mail reaches her, and when nothing does.
#include <catch2/catch.hpp>

#include "ledger/house.h"
#include "pipeline/answer_words.h"
#include "pipeline/kept_copies.h"
#include "pipeline/kept_values.h"
#include "support/in_process_reader.h"
#include "support/shipped_installation.h"
#include "understanding/find_facts.h"

namespace {

using ledger_test::House;
using letter::LetterKind;

const std::string her = "divya.thomas@example.org";
const std::string of_hers =
    "From: Divya Thomas <" + her +
    ">\r\nTo: complaints@example.org\r\n"
    "Subject: help\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    "I live near Statue Junction; please send this to Museum police station.\r\n"
    "A colleague follows me every day. My number is 6830033445.\r\nDivya Thomas\r\n";
const std::string of_another =
    "From: Divya Thomas <" + her +
    ">\r\nTo: complaints@example.org\r\n"
    "Subject: help\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    "I write for my daughter. She lives near Statue Junction; Museum police station.\r\n"
    "A colleague follows her every day.\r\n";

struct Asking {
    House house;
    support::InProcessReader reader;
    settings::Settings settings = support::rehearsal_settings();
    ledger::Taken taken;
    seal::Key key;

    explicit Asking(const std::string& complaint = of_hers,
                    const std::string& safety = "safe") {
        const auto journey = support::journey_of(complaint);
        taken = house.take(complaint, 1);
        REQUIRE(house.decide(taken.mail, "forward", "tvc.museum").ok());
        auto read = ledger::read_case_key(*house.vault, house.keys, taken.case_id);
        REQUIRE(read.ok());
        key = *read;
        put("rendering", pipeline::copies_to_json(journey));
        put("covered", pipeline::covered_to_json(journey));
        put("address", her);
        REQUIRE(house
                    .run([&](store::Transaction& t) {
                        return t.run("UPDATE case_file SET mail_safety = ?", {safety});
                    })
                    .ok());
    }
    void put(const char* kind, const std::string& text) {
        REQUIRE(house
                    .run_vault([&](store::VaultTransaction& vault) {
                        return ledger::put_secret(vault, key, taken.case_id, kind, text,
                                                  ledger_test::noon);
                    })
                    .ok());
    }

    // The one letter that the officer's words lead to.
    letter::Letter ask(const std::string& words, const std::string& from = "tvc.museum") {
        const auto rules = support::shipped_rules();
        auto journey = support::journey_of(
            "From: Latha <sho.museum@tvc.ps.invalid>\r\nTo: complaints@example.org\r\n"
            "Subject: Re: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" +
            words + "\r\n");
        understanding::Circumstances answers;
        answers.answers_to = understanding::AnswersTo::station_letter;
        answers.sender_matches_letter = true;
        journey.facts = understanding::find_facts(journey.mail, rules->lexicon, answers);
        const pipeline::AnswerDesk desk{settings,         *rules,       reader,
                                        house.keys,       *house.state, *house.vault,
                                        ledger_test::noon};
        const auto mail = ledger::find_mail(*house.state, taken.mail);
        REQUIRE(mail.ok());
        const auto stamp = support::fixed_stamp();
        const pipeline::Answered answered{**mail, key, stamp, journey};
        const pipeline::KnownLetter letter{1, taken.case_id, taken.number, "station",
                                           base::RecipientId(from)};
        const auto row = ledger::find_case(*house.state, taken.case_id);
        REQUIRE(row.ok());
        const auto life = ledger::find_life(*house.state, taken.case_id);
        REQUIRE(life.ok());
        const pipeline::Answering a{desk,
                                    answered,
                                    letter,
                                    **row,
                                    {taken.number, "cause", taken.case_id, key},
                                    "officer:tvc.museum",
                                    **life};
        pipeline::AnswerPlan plan;
        auto done = pipeline::ask_her(a, plan);
        if (!done) FAIL(base::to_text(done.error()));
        REQUIRE(plan.letters.size() == 1);
        CHECK(plan.letters.front().key.reveal() == key.reveal());
        return plan.letters.front().planned.letter;
    }
};

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

// To the officer, with these words in it, and nothing to her.
void check_refused(const letter::Letter& letter, std::string_view words) {
    CHECK(letter.kind != LetterKind::relay);
    CHECK(letter.recipient.str() == "tvc.museum");
    std::string text = letter.body;
    for (char& c : text) c = c == '\n' ? ' ' : c;
    CAPTURE(text);
    CHECK(holds(text, words));
}

}  // namespace

TEST_CASE(
    "where mail is safe the officer's own words reach her, and nothing else of the mail") {
    const auto letter = Asking().ask(
        "ASK On which day can we meet?\r\nBring nothing with you.\r\n\r\n-- \r\nLatha\r\n"
        "SI, Museum\r\n\r\nOn Sunday the desk wrote:\r\n> CALL HER BY Monday");
    CHECK(letter.kind == LetterKind::relay);
    CHECK(letter.to.str() == her);
    CHECK(holds(letter.body, "On which day can we meet?"));
    CHECK(holds(letter.body, "Bring nothing with you."));
    for (const char* hidden :
         {"ASK", "Latha", "SI, Museum", "CALL HER", "sho.museum", "police", "APJ-2026"}) {
        CAPTURE(hidden);
        CHECK_FALSE(holds(letter.octets, hidden));
    }
}

TEST_CASE("nothing is asked by mail before an officer heard that it is safe") {
    for (const char* safety : {"unknown", "unsafe"}) {
        CAPTURE(safety);
        check_refused(Asking(of_hers, safety).ask("ASK Are you well?"), "SAFE MAIL");
    }
}

TEST_CASE("whoever wrote for her is asked nothing") {
    check_refused(Asking(of_another).ask("ASK Are you well?"), "Somebody else wrote that mail");
}

TEST_CASE("an ASK without words, and one of a station that has not the case, ask nothing") {
    Asking asking;
    check_refused(asking.ask("ASK"), "ASK needs your words behind it");
    const auto other = asking.ask("ASK Are you well?", "tvc.kazhakuttam");
    CHECK(other.kind != LetterKind::relay);
    CHECK(other.recipient.str() == "tvc.kazhakuttam");
}

TEST_CASE("neither the officer's own number nor what is covered in the case travels with it") {
    const auto own = Asking().ask("ASK Call me on my own number 6830077889.");
    CHECK(own.kind == LetterKind::relay);
    CHECK_FALSE(holds(own.body, "6830077889"));
    CHECK_FALSE(holds(own.octets, "77889"));
    const auto covered = Asking().ask("ASK Is 6830033445 still your number?");
    CHECK_FALSE(holds(covered.octets, "33445"));
}
