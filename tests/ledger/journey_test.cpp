// One mail after the other through the durable steps of promises.md 2.3, and what is there
// afterwards.
#include <algorithm>

#include "ledger/house.h"
#include "audit/verify.h"

using namespace ledger_test;
using Kinds = std::vector<std::string>;

TEST_CASE("a complaint walks from custody to filed, and every step has its event") {
    House house;
    const auto taken = house.take("a complaint", 5);
    REQUIRE(taken.receipt == ledger::Receipt::opened);
    REQUIRE(taken.number.str() == "APJ-2026-000001");
    REQUIRE(ledger::unfinished_mails(*house.state)->size() == 1);
    REQUIRE(house.begin_reading(taken.mail) == 1);
    REQUIRE(house.decide(taken.mail, "forward", "tvc.museum").ok());
    REQUIRE(ledger::unfinished_mails(*house.state)->empty());
    REQUIRE(house.ready().empty());
    house.send(house.letter_for(taken.mail, "station", "tvc.museum"));
    REQUIRE(house.ready().size() == 1);
    REQUIRE(house.ready().front().uid == 5);
    REQUIRE(house.ready().front().to == ledger::Destination::done);
    REQUIRE(house.file(taken.mail, 44).ok());
    REQUIRE(house.ready().empty());
    REQUIRE(house.events() == Kinds{"received", "reading", "routed", "redacted",
                                    "letter_queued", "attempt", "accepted", "filed"});
    const auto found = ledger::find_case(*house.state, taken.number);
    REQUIRE((*found)->state == "with_station");
    REQUIRE((*found)->station == "tvc.museum");
    REQUIRE((*found)->local_day == "2026-11-22");
    REQUIRE((*found)->mail_safety == "unknown");
    const auto decided = house.state->query("SELECT evidence_kinds, score FROM decision");
    REQUIRE(decided->size() == 1);
    REQUIRE(decided->front().text(0) == "incident,residence");
    REQUIRE(decided->front().real(1) == 70.5);
    REQUIRE(audit::verify(*house.state)->fine());
    REQUIRE(*ledger::known_uids(*house.state, "INBOX", 7, 1, 100) ==
            std::set<std::uint32_t>{5});
    REQUIRE(*ledger::known_uids(*house.state, "Aparajita/Done", 9, 1, 100) ==
            std::set<std::uint32_t>{44});
    REQUIRE(ledger::known_uids(*house.state, "INBOX", 8, 1, 100)->empty());
    REQUIRE(ledger::known_uids(*house.state, "INBOX", 7, 6, 100)->empty());
}

TEST_CASE("of many unfinished mails a page is read, from either end") {
    House house;
    std::vector<ledger::MailId> mails;
    for (int n = 1; n <= 6; ++n)
        mails.push_back(
            house.take("mail " + std::to_string(n), static_cast<std::uint32_t>(n)).mail);
    const auto page = [&](ledger::Side side, int most, ledger::MailId after) {
        std::vector<ledger::MailId> ids;
        const auto read = ledger::unfinished_mails(*house.state, side, most, after);
        for (const auto& mail : read.value()) ids.push_back(mail.mail);
        return ids;
    };
    using Ids = std::vector<ledger::MailId>;
    REQUIRE(page(ledger::Side::oldest, 2, 0) == Ids{mails[0], mails[1]});
    REQUIRE(page(ledger::Side::oldest, 2, mails[1]) == Ids{mails[2], mails[3]});
    REQUIRE(page(ledger::Side::oldest, 9, mails[5]).empty());
    REQUIRE(page(ledger::Side::newest, 2, 0) == Ids{mails[5], mails[4]});
    REQUIRE(*ledger::count_unfinished(*house.state) == 6);
    REQUIRE(house.decide(mails[5], "forward", "tvc.museum").ok());
    REQUIRE(page(ledger::Side::newest, 1, 0) == Ids{mails[4]});
    REQUIRE(*ledger::count_unfinished(*house.state) == 5);
}

TEST_CASE("the copy in the vault is the mail, and only the keys open it") {
    House house;
    const std::string mail = "From: her\r\n\r\n" + std::string(3 << 20, 'x');
    const auto taken = house.take(mail, 5);
    const auto key = ledger::read_case_key(*house.vault, house.keys, taken.case_id);
    REQUIRE(key.ok());
    REQUIRE(ledger::read_working_copy(*house.vault, *key, taken.case_id).value() == mail);
    const auto sealed = ledger::read_sealed_original(*house.vault, *key, taken.case_id);
    REQUIRE(sealed.ok());
    REQUIRE(sealed->find("From: her") == std::string::npos);
    REQUIRE_FALSE(
        ledger::read_working_copy(*house.vault, seal::random_key(), taken.case_id).ok());
    seal::ServerKeys others = house.keys;
    others.vault = seal::random_key();
    REQUIRE_FALSE(ledger::read_case_key(*house.vault, others, taken.case_id).ok());
    REQUIRE_FALSE(
        ledger::read_case_key(*house.vault, house.keys, base::CaseId(std::string(16, 'x')))
            .ok());
}

TEST_CASE("the same place twice changes nothing") {
    House house;
    const auto first = house.take("a complaint", 5);
    const auto again = house.take("a complaint", 5);
    REQUIRE(again.receipt == ledger::Receipt::known);
    REQUIRE(again.mail == first.mail);
    REQUIRE(house.events() == Kinds{"received"});
}

TEST_CASE(
    "the same octets under a new UIDVALIDITY or in another folder are an alias and not sent "
    "again") {
    House house;
    const auto first = house.take("a complaint", 5);
    const auto renewed = house.take("a complaint", 1, 10, "INBOX", 8);
    const auto junk = house.take("a complaint", 3, 10, "Junk", 2);
    REQUIRE(renewed.receipt == ledger::Receipt::alias);
    REQUIRE(renewed.case_id == first.case_id);
    REQUIRE(renewed.number == first.number);
    REQUIRE(junk.receipt == ledger::Receipt::alias);
    REQUIRE(house.events() == Kinds{"received", "alias", "alias"});
    REQUIRE(house.balance().received == 1);
    REQUIRE(house.balance().difference == 0);
    // It is moved out of the way together with the first.
    REQUIRE(house.decide(first.mail, "triage").ok());
    house.send(house.letter_for(first.mail, "desk", "desk.triage"));
    REQUIRE(ledger::ready_to_file(*house.state, "INBOX", 8)->size() == 1);
    REQUIRE(ledger::ready_to_file(*house.state, "Junk", 2)->size() == 1);
    REQUIRE(house.file(junk.mail).ok());
    REQUIRE(audit::verify(*house.state)->fine());
}

TEST_CASE("the same octets in the same folder once more: the desk is to be told") {
    House house;
    const auto first = house.take("a complaint", 5);
    const auto again = house.take("a complaint", 6);
    REQUIRE(again.receipt == ledger::Receipt::reappeared);
    REQUIRE(again.case_id == first.case_id);
    REQUIRE(house.events() == Kinds{"received", "alias", "reappeared"});
}

TEST_CASE("a mail in Done without a row is recovered and counts as custody") {
    House house;
    const auto taken =
        house.take("a lost one", 5, 0, "Aparajita/Done", 9, ledger::Origin::done);
    REQUIRE(taken.receipt == ledger::Receipt::opened);
    REQUIRE(house.events() == Kinds{"recovered"});
    const auto known = house.take("a known one", 6);
    const auto moved =
        house.take("a known one", 8, 0, "Aparajita/Done", 9, ledger::Origin::done);
    REQUIRE(moved.receipt == ledger::Receipt::alias);
    REQUIRE(moved.case_id == known.case_id);
    REQUIRE(ledger::find_mail(*house.state, moved.mail)->value().state == "filed");
}

TEST_CASE("the third reading is for the caller to refuse, and survives a restart") {
    House house;
    const auto taken = house.take("poison", 5);
    REQUIRE(house.begin_reading(taken.mail) == 1);
    house.open(10);
    REQUIRE(house.begin_reading(taken.mail) == 2);
    house.open(20);
    REQUIRE(ledger::unfinished_mails(*house.state)->front().attempts == 2);
    REQUIRE(house.begin_reading(taken.mail) == ledger::unreadable_at);
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return ledger::quarantine(t, at(30), taken.mail, "attempts");
                })
                .ok());
    REQUIRE(ledger::unfinished_mails(*house.state)->empty());
    REQUIRE(ledger::quarantined_mails(*house.state)->front().quarantine_reason == "attempts");
    REQUIRE_FALSE(house.decide(taken.mail, "triage").ok());
    REQUIRE(house.balance().quarantined == 1);
    house.send(house.letter_for(taken.mail, "notice", "desk.triage"));
    REQUIRE(house.ready().front().to == ledger::Destination::attention);
    REQUIRE(house.file(taken.mail).ok());
    REQUIRE(ledger::find_mail(*house.state, taken.mail)->value().state == "quarantined");
    REQUIRE(house.balance().quarantined == 1);
    REQUIRE(house.ready().empty());
    REQUIRE(audit::verify(*house.state)->fine());
}

TEST_CASE("a quarantined mail can be taken up again by order") {
    House house;
    const auto taken = house.take("poison", 5);
    REQUIRE(house.begin_reading(taken.mail) == 1);
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return ledger::quarantine(t, at(1), taken.mail, "timeout");
                })
                .ok());
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return ledger::requeue(t, at(2), taken.mail, "admin:0");
                })
                .ok());
    REQUIRE(ledger::unfinished_mails(*house.state)->front().attempts == 0);
    REQUIRE(house.decide(taken.mail, "forward", "tvc.fort").ok());
    REQUIRE_FALSE(house
                      .run([&](store::Transaction& t) {
                          return ledger::requeue(t, at(2), taken.mail, "admin:0");
                      })
                      .ok());
    REQUIRE(house.balance().open == 1);
}

TEST_CASE("a mail that cannot be fetched whole has a case, a number and no custody") {
    House house;
    const auto custody =
        ledger::prepare_unfetched({"INBOX", 7, 12}, noon, "too_large", house.keys);
    REQUIRE(custody.ok());
    const auto taken = house.take(*custody);
    REQUIRE(taken.receipt == ledger::Receipt::opened);
    REQUIRE(house.events() == Kinds{"quarantined"});
    REQUIRE(house.take(*custody).receipt == ledger::Receipt::known);
    REQUIRE(house.balance().quarantined == 1);
    REQUIRE(house.balance().difference == 0);
    const auto key = ledger::read_case_key(*house.vault, house.keys, taken.case_id);
    REQUIRE(key.ok());
    REQUIRE_FALSE(ledger::read_sealed_original(*house.vault, *key, taken.case_id).ok());
    auto again = house.run([&](store::Transaction& t) {
        return ledger::requeue(t, at(2), taken.mail, "admin:0");
    });
    REQUIRE(again.error().what == "there is no copy of this mail to read");
}

TEST_CASE("a mail that vanished before custody is remembered and belongs to no case") {
    House house;
    for (int i = 0; i < 2; ++i) {
        REQUIRE(house
                    .run([&](store::Transaction& t) {
                        return ledger::record_vanished(t, at(0), {"INBOX", 7, 9});
                    })
                    .ok());
    }
    REQUIRE(house.events() == Kinds{"vanished"});
    REQUIRE(ledger::known_uids(*house.state, "INBOX", 7, 1, 100)->count(9) == 1);
    REQUIRE(ledger::balances(*house.state, 10)->empty());
    REQUIRE(house.text("SELECT state FROM v1_intake") == "vanished");
}

TEST_CASE("every mail is in exactly one place of the balance") {
    House house;
    const auto accepted = house.take("accepted", 1);
    const auto answered = house.take("answered", 2);
    const auto open = house.take("open", 3);
    const auto unread = house.take("unread", 4);
    const auto bulk = house.take("bulk", 5);
    const auto refused = house.take("refused", 6);
    house.take("accepted", 7);  // an alias is no mail of its own
    REQUIRE(house.decide(accepted.mail, "forward", "tvc.fort").ok());
    house.send(house.letter_for(accepted.mail, "station", "tvc.fort"));
    REQUIRE(house.decide(answered.mail, "record").ok());
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return ledger::record_effect(t, at(3), answered.mail, "bounce");
                })
                .ok());
    REQUIRE(house.begin_reading(open.mail) == 1);
    REQUIRE(house.begin_reading(unread.mail) == 1);
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return ledger::quarantine(t, at(3), unread.mail, "timeout");
                })
                .ok());
    REQUIRE(house.decide(bulk.mail, "digest").ok());
    REQUIRE(house.decide(refused.mail, "forward", "tvc.museum").ok());
    house.send(house.letter_for(refused.mail, "station", "tvc.museum"),
               outbox::Outcome::refused);
    house.send(house.letter_for(refused.mail, "acknowledgement",
                                "complainant"));  // tells nobody of the police
    const auto day = house.balance();
    REQUIRE(day.day == "2026-11-22");
    REQUIRE(day.received == 6);
    REQUIRE(day.accepted == 1);
    REQUIRE(day.answered == 1);
    REQUIRE(day.open == 2);
    REQUIRE(day.quarantined == 1);
    REQUIRE(day.bulk == 1);
    REQUIRE(day.difference == 0);
}

TEST_CASE("the balance shows a case without its mail") {
    House house;
    const auto taken = house.take("a complaint", 1);
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return t.run("DELETE FROM mail WHERE mail_id = ?", {taken.mail});
                })
                .ok());
    REQUIRE(house.balance().difference == -1);
}

TEST_CASE("bulk mail is filed when the digest that lists it is accepted") {
    House house;
    const auto bulk = house.take("bulk", 5);
    REQUIRE(house.decide(bulk.mail, "digest").ok());
    REQUIRE(ledger::undigested_mails(*house.state)->size() == 1);
    const std::string cause = "service|digest|2026-11-22";
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return ledger::list_in_digest(t, {bulk.mail}, cause);
                })
                .ok());
    REQUIRE(ledger::undigested_mails(*house.state)->empty());
    REQUIRE(house.ready().empty());
    outbox::QueuedLetter digest = house.letter_for(bulk.mail, "digest", "desk.triage");
    digest.case_id = base::CaseId();
    digest.cause = cause;
    house.send(digest);
    REQUIRE(house.ready().size() == 1);
    REQUIRE(house.file(bulk.mail).ok());
    REQUIRE(audit::verify(*house.state)->fine());
}

TEST_CASE("a follow-up stands under the case it belongs to") {
    House house;
    const auto first = house.take("a complaint", 1);
    REQUIRE(house.decide(first.mail, "forward", "tvc.fort").ok());
    const auto second = house.take("one thing more", 2);
    ledger::DecisionRecord attach;
    attach.mail = second.mail;
    attach.kind = "follow_up";
    attach.action = "attach";
    attach.reason = "follow_up";
    attach.rules_sha256 = std::string(64, 'a');
    attach.attached_to = first.case_id;
    house.begin_reading(second.mail);
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return ledger::record_decision(t, at(2), attach);
                })
                .ok());
    house.send(house.letter_for(second.mail, "station", "tvc.fort"));
    REQUIRE(house.text(
                "SELECT count(*) FROM v1_case_event WHERE case_no = 'APJ-2026-000001'") == "10");
    REQUIRE(house.text("SELECT mail_no FROM v1_letter WHERE case_no = 'APJ-2026-000001'") ==
            "APJ-2026-000002");
    REQUIRE(audit::case_events(*house.state, first.number)->size() == 10);
    REQUIRE(ledger::list_cases(*house.state, ledger::Which::open)->size() == 1);
    REQUIRE(house.file(second.mail).ok());
    REQUIRE(audit::verify(*house.state)->fine());
}

TEST_CASE("what answers a follow-up belongs to the case and not to the follow-up") {
    House house;
    std::vector<ledger::Taken> mails;
    for (std::uint32_t uid = 1; uid <= 3; ++uid) {
        mails.push_back(house.take("mail " + std::to_string(uid), uid));
        ledger::DecisionRecord attach;
        attach.mail = mails.back().mail;
        attach.kind = "follow_up";
        attach.action = uid == 1 ? "triage" : "attach";
        attach.reason = uid == 1 ? "none" : "follow_up";
        attach.rules_sha256 = std::string(64, 'a');
        if (uid > 1) attach.attached_to = mails[uid - 2].case_id;
        house.begin_reading(attach.mail);
        REQUIRE(house
                    .run([&](store::Transaction& t) {
                        return ledger::record_decision(t, at(2), attach);
                    })
                    .ok());
    }
    REQUIRE(ledger::find_case(*house.state, mails[2].case_id)->value().attached_to ==
            mails[0].case_id);
    REQUIRE(house.text("SELECT group_concat(attached_to) FROM v1_case") ==
            "APJ-2026-000001,APJ-2026-000001");
}

TEST_CASE("a mail that somebody took out of the mailbox after custody goes its way") {
    House house;
    const auto waiting = house.take("not read yet", 1);
    const auto decided = house.take("decided", 2);
    const auto filed = house.take("filed", 3);
    for (const auto& taken : {decided, filed}) {
        REQUIRE(house.decide(taken.mail, "forward", "tvc.fort").ok());
        house.send(house.letter_for(taken.mail, "station", "tvc.fort"));
    }
    REQUIRE(house.file(filed.mail).ok());
    for (const auto& taken : {waiting, decided, filed, waiting}) {
        REQUIRE(house
                    .run([&](store::Transaction& t) {
                        return ledger::record_gone(t, at(9), taken.mail);
                    })
                    .ok());
    }
    const auto all = house.events();
    REQUIRE(std::count(all.begin(), all.end(), "gone") == 2);
    const auto state_of = [&](ledger::MailId mail) {
        return ledger::find_mail(*house.state, mail)->value().state;
    };
    REQUIRE(state_of(waiting.mail) == "received");
    REQUIRE(state_of(decided.mail) == "vanished");
    REQUIRE(state_of(filed.mail) == "filed");
    REQUIRE(house.ready().empty());
    REQUIRE(ledger::unfinished_mails(*house.state)->size() == 1);
    REQUIRE(house.begin_reading(waiting.mail) == 1);
    REQUIRE(house.decide(waiting.mail, "forward", "tvc.fort").ok());
    REQUIRE(state_of(waiting.mail) == "vanished");
    house.send(house.letter_for(waiting.mail, "station", "tvc.fort"));
    REQUIRE(house.ready().empty());
    REQUIRE(house.balance().accepted == 3);
    REQUIRE(house.balance().difference == 0);
    REQUIRE(audit::verify(*house.state)->fine());
}

TEST_CASE("numbers count on within a local year and start again with the next") {
    House house;
    REQUIRE(house.take("one", 1).number.str() == "APJ-2026-000001");
    const std::int64_t new_year =
        1798741800 - base::unix_seconds(noon);  // 2027-01-01 00:00 in Kerala
    REQUIRE(house.take("two", 2, new_year - 1).number.str() == "APJ-2026-000002");
    REQUIRE(house.take("three", 3, new_year).number.str() == "APJ-2027-000001");
    REQUIRE(house.take("four", 4).number.str() == "APJ-2026-000003");
}
