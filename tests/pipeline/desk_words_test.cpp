// ROUTE, HOLD, SPAM, SAME AS, NOT OURS, ASSIST, APPROVE: what cannot be done is answered with
// its true reason, and changes nothing.
#include <catch2/catch.hpp>

#include "ledger/house.h"
#include "pipeline/answer_words.h"
#include "pipeline/kept_copies.h"
#include "pipeline/kept_values.h"
#include "pipeline/route_order.h"
#include "support/in_process_reader.h"
#include "support/shipped_installation.h"

namespace {

using cases::Word;
using ledger_test::House;

const std::string complaint =
    "From: Divya Thomas <divya.thomas@example.org>\r\nTo: complaints@example.org\r\n"
    "Subject: help\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    "I live near Statue Junction; please send this to Museum police station.\r\n"
    "A man calls me from 68300 22334. My number is 6830033445.\r\nDivya Thomas\r\n";
const std::string another =
    "From: asha@example.org\r\nTo: complaints@example.org\r\nSubject: help\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    "Please send this to Kovalam police station. A man follows me.\r\n";

using Said = std::function<base::Result<void>(const pipeline::Answering&, pipeline::AnswerPlan&,
                                              const cases::Command&)>;

// Two cases: the first of a station or of the desk, the second with Kovalam.
struct Desk {
    House house;
    support::InProcessReader reader;
    settings::Settings settings = support::rehearsal_settings();
    ledger::Taken first, second;

    explicit Desk(const std::string& state = "with_desk", const std::string& station = "") {
        first = keep(complaint, 1, station);
        second = keep(another, 2, "tvc.kovalam");
        set("state = '" + state + "'");
    }
    ledger::Taken keep(const std::string& octets, std::uint32_t uid,
                       const std::string& station) {
        const auto journey = support::journey_of(octets);
        const auto taken = house.take(octets, uid);
        REQUIRE(house.decide(taken.mail, station.empty() ? "triage" : "forward", station).ok());
        const auto key = ledger::read_case_key(*house.vault, house.keys, taken.case_id);
        REQUIRE(key.ok());
        put(taken, *key, "rendering", pipeline::copies_to_json(journey));
        put(taken, *key, "covered", pipeline::covered_to_json(journey));
        return taken;
    }
    void put(const ledger::Taken& of, const seal::Key& key, const char* kind,
             const std::string& text) {
        REQUIRE(house
                    .run_vault([&](store::VaultTransaction& vault) {
                        return ledger::put_secret(vault, key, of.case_id, kind, text,
                                                  ledger_test::noon);
                    })
                    .ok());
    }
    void set(const std::string& columns) {
        REQUIRE(house
                    .run([&](store::Transaction& t) {
                        return t.run("UPDATE case_file SET " + columns + " WHERE case_id = ?",
                                     {store::Blob{first.case_id.str()}});
                    })
                    .ok());
    }
    void bar(const char* recipient) {
        REQUIRE(house
                    .run([&](store::Transaction& t) {
                        return ledger::never_write_to(t, ledger_test::at(9), first.case_id,
                                                      base::RecipientId(recipient), "daemon");
                    })
                    .ok());
    }
    void lose_rendering() {
        const auto key = ledger::read_case_key(*house.vault, house.keys, first.case_id);
        REQUIRE(key.ok());
        put(first, *key, "rendering", "an older form");
    }
    void destroy() {
        REQUIRE(house
                    .run_vault([&](store::VaultTransaction& vault) {
                        return vault.run("DELETE FROM case_key WHERE case_id = ?",
                                         {store::Blob{first.case_id.str()}});
                    })
                    .ok());
    }
    pipeline::AnswerDesk desk() const {
        return {settings,
                *support::shipped_rules(),
                const_cast<Desk*>(this)->reader,
                house.keys,
                *house.state,
                *house.vault,
                ledger_test::noon};
    }

    // What the one reply says, in one line; nothing of the case may change.
    std::string answer(const Said& say, Word word, const std::string& argument,
                       const char* by = "desk.triage") {
        const auto plan = planned(say, word, argument, by);
        CHECK(plan.changes.empty());
        std::string text;
        for (const auto& one : plan.letters) {
            const auto& letter = one.planned.letter;
            if (letter.recipient.str() != by ||
                letter.subject.find("your answer") == std::string::npos)
                continue;
            CHECK(text.empty());
            text = letter.body.substr(0, letter.body.find("\n\n"));
        }
        for (char& c : text) c = c == '\n' ? ' ' : c;
        return text;
    }
    pipeline::AnswerPlan planned(const Said& say, Word word, const std::string& argument,
                                 const char* by) {
        const auto journey = support::journey_of(another);
        const auto mail = ledger::find_mail(*house.state, second.mail);
        const auto key = ledger::read_case_key(*house.vault, house.keys, second.case_id);
        const auto row = ledger::find_case(*house.state, first.case_id);
        const auto life = ledger::find_life(*house.state, first.case_id);
        REQUIRE((mail.ok() && key.ok() && row.ok() && life.ok()));
        const auto stamp = support::fixed_stamp();
        const pipeline::Answered answered{**mail, *key, stamp, journey};
        const pipeline::KnownLetter letter{1, first.case_id, first.number, "desk",
                                           base::RecipientId(by)};
        const pipeline::AnswerDesk at = desk();
        const pipeline::Answering a{at,
                                    answered,
                                    letter,
                                    **row,
                                    {first.number, "cause", second.case_id, *key},
                                    "desk:desk.triage",
                                    **life};
        cases::Command command;
        command.word = word;
        command.argument = argument;
        pipeline::AnswerPlan plan;
        auto done = say(a, plan, command);
        if (!done) FAIL(base::to_text(done.error()));
        return plan;
    }
    std::string terminal(const std::string& station) const {
        const auto plan = pipeline::plan_route(
            desk(), {first.number.str(), station, "it lies there", "admin:1000"});
        return plan ? "" : plan.error().what;
    }
};

const Said spam = [](const auto& a, auto& plan, const auto&) {
    return pipeline::call_spam(a, plan);
};
const Said decide_spam = [](const auto& a, auto& plan, const auto& command) {
    return pipeline::decide_spam(a, plan, command.word);
};
const Said decide_closing = [](const auto& a, auto& plan, const auto& command) {
    return pipeline::decide_closing(a, plan, command.word);
};

std::string route(Desk& desk, const std::string& station) {
    return desk.answer(pipeline::route, Word::route, station);
}

}  // namespace

TEST_CASE("ROUTE to a station that may not hear of the case says so, though it has the case") {
    Desk desk("confirmed", "tvc.museum");
    CHECK(route(desk, "Museum") == "That station has the case already.");
    CHECK(desk.terminal("Museum") == "that station has the case already");
    desk.bar("tvc.museum");
    const std::string barred =
        "No letter of this case may go there: he may serve there. Choose another station or "
        "cell.";
    CHECK(route(desk, "Museum") == barred);
    CHECK(desk.terminal("Museum") == "no letter of this case may go there: he may serve there");
    desk.bar("tvc.kovalam");
    CHECK(route(desk, "Kovalam") == barred);
}

TEST_CASE(
    "ROUTE names an unknown station, an unread mail and destroyed data as what they are") {
    Desk desk;
    CHECK(route(desk, "Nowhere") ==
          "No station in use has that name. The case stays where it is; name a station as the "
          "rules do.");
    CHECK(desk.terminal("Nowhere") == "no station in use has that id or name");
    desk.set("state = 'quarantined'");
    CHECK(route(desk, "Kovalam") ==
          "The mail of this case could not be read yet: no station can get it before somebody "
          "has read it. It changed nothing.");
    CHECK(desk.terminal("Kovalam") ==
          "the mail of this case could not be read yet: see aparajita quarantine");
    desk.set("state = 'with_desk'");
    desk.destroy();
    CHECK(route(desk, "Kovalam") ==
          "The data of this case were destroyed by order or after their time. Nothing can be "
          "revealed or sent any more.");
    CHECK(desk.terminal("Kovalam") ==
          "the data of this case were destroyed by order or after their time");
}

TEST_CASE("where no letter can be made of what is kept, ROUTE leads to the notice alone") {
    Desk desk;
    desk.lose_rendering();
    const auto plan = desk.planned(pipeline::route, Word::route, "Kovalam", "desk.triage");
    CHECK(plan.changes.empty());
    REQUIRE(plan.letters.size() == 1);
    CHECK(plan.letters[0].planned.letter.subject.find("a letter could not be written") !=
          std::string::npos);
    CHECK(desk.terminal("Kovalam") ==
          "no letter could be composed from what is kept of this case");
}

TEST_CASE("route at the terminal names the case that a mail belongs to") {
    Desk desk;
    const auto order = [&](const std::string& number) {
        const auto plan =
            pipeline::plan_route(desk.desk(), {number, "Kovalam", "x", "admin:1000"});
        REQUIRE_FALSE(plan.ok());
        return plan.error().what + " | " + plan.error().hint;
    };
    CHECK(order("APJ-2026-000099") ==
          "there is no case APJ-2026-000099 | aparajita cases lists them");
    REQUIRE(desk.house
                .run([&](store::Transaction& t) {
                    return t.run("UPDATE case_file SET attached_to = ? WHERE case_id = ?",
                                 {store::Blob{desk.second.case_id.str()},
                                  store::Blob{desk.first.case_id.str()}});
                })
                .ok());
    CHECK(order(desk.first.number.str()) ==
          "the mail of " + desk.first.number.str() +
              " belongs to another case | name that one: " + desk.second.number.str());
}

TEST_CASE("HOLD and SPAM of a case that is elsewhere say that, and a wrong day is named") {
    Desk desk("with_station", "tvc.museum");
    const std::string elsewhere =
        "HOLD and SPAM are for a case that the desk has, and this one is elsewhere now. It "
        "changed nothing.";
    CHECK(desk.answer(pipeline::hold, Word::hold, "2026-12-01") == elsewhere);
    CHECK(desk.answer(spam, Word::spam, "") == elsewhere);
    desk.set("state = 'with_desk'");
    for (const char* day : {"", "tomorrow", "2026-11-21", "2027-11-01", "2026-13-01"}) {
        CAPTURE(day);
        CHECK(desk.answer(pipeline::hold, Word::hold, day) ==
              "HOLD needs a day within the next 60 days, like 2026-12-01. Nothing changed.");
    }
    CHECK(
        desk.planned(pipeline::hold, Word::hold, "2026-12-01", "desk.triage").changes.size() ==
        1);
}

TEST_CASE(
    "SPAM says whether somebody was asked already, nobody can be, or no copy can be made") {
    Desk desk;
    CHECK(desk.planned(spam, Word::spam, "", "desk.triage").changes.size() == 1);
    desk.set("asked_outcome = 'spam', asked_by = 'desk:desk.triage', asked_at = 1");
    CHECK(desk.answer(spam, Word::spam, "") ==
          "A second person was asked already whether this is spam, and has not decided yet. It "
          "changed nothing.");
    CHECK(
        desk.answer(decide_spam, Word::approve, "") ==
        "Nothing waits here for your decision: it was decided or ran out, or was never asked. "
        "It changed nothing.");
    desk.set("asked_outcome = NULL, asked_by = NULL, asked_at = NULL");
    desk.settings.desk.urgent = desk.settings.desk.triage;
    CHECK(desk.answer(spam, Word::spam, "") ==
          "Nobody else could be asked whether this is spam: there is no approver, and the "
          "urgent desk reads this very mailbox. It changed nothing.");
    desk.settings.desk.urgent = "urgent@cell.invalid";
    desk.lose_rendering();
    CHECK(desk.answer(spam, Word::spam, "") ==
          "No letter could be composed from what is kept of this case. It stays where it is; "
          "you have a notice of its own.");
}

TEST_CASE("SAME AS says which number is wrong, and that a barred station may not read it") {
    Desk desk;
    const auto same = [&](const std::string& number) {
        return desk.answer(pipeline::same_as, Word::same_as, number);
    };
    for (const char* none : {"", "the other one", "APJ-2026-000099"})
        CHECK(
            same(none) ==
            "SAME AS needs the number of another case, like APJ-2026-000042; there is no case "
            "with this one. Nothing changed.");
    CHECK(same(desk.first.number.str()) ==
          "That is the number of this very case. Nothing changed.");
    const auto joined = desk.keep(another + "He came again.\r\n", 3, "tvc.kovalam");
    REQUIRE(desk.house
                .run([&](store::Transaction& t) {
                    return t.run("UPDATE case_file SET attached_to = ? WHERE case_id = ?",
                                 {store::Blob{desk.second.case_id.str()},
                                  store::Blob{joined.case_id.str()}});
                })
                .ok());
    CHECK(same(joined.number.str()) ==
          "The mail of that case belongs to another case: name that one. Nothing changed.");
    desk.bar("tvc.kovalam");
    CHECK(same(desk.second.number.str()) ==
          "No letter of this case may go there: he may serve there. Choose another station or "
          "cell.");
    desk.set("state = 'quarantined'");
    CHECK(
        same(desk.second.number.str()).starts_with("The mail of this case could not be read"));
}

TEST_CASE("APPROVE to a letter that asks for nothing changes nothing and says so") {
    Desk desk;
    for (const Word word : {Word::approve, Word::refuse})
        CHECK(desk.answer(decide_closing, word, "") ==
              "Nothing waits here for your decision: it was decided or ran out, or was never "
              "asked. It changed nothing.");
}

TEST_CASE("a station keeps the case and the call where no letter for another can be made") {
    Desk desk("with_station", "tvc.museum");
    desk.lose_rendering();
    CHECK(
        desk.answer(pipeline::not_ours, Word::not_ours, "Kazhakuttam", "tvc.museum") ==
        "It could not be passed on: no letter for another station could be made. The desk was "
        "told. Until it gives the case to another, the case is yours, and the call to her "
        "too.");
    CHECK(desk.answer(pipeline::assist, Word::assist, "cyber cell", "tvc.museum") ==
          "The cell was not asked: no letter for it could be made. The desk was told.");
    desk.bar("cyber.tvc");
    CHECK(desk.answer(pipeline::assist, Word::assist, "cyber cell", "tvc.museum") ==
          "No letter of this case may go there: he may serve there. Choose another station or "
          "cell.");
    CHECK(desk.answer(pipeline::assist, Word::assist, "my neighbour", "tvc.museum") ==
          "That is none of: cyber cell, hi-tech cell, cyberdome. Nobody was asked.");
}
