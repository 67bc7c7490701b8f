// Readable copies go 72 hours after a case was done with, never before, and never under a hold.
#include "ledger/old_copies.h"

#include "audit/verify.h"
#include "ledger/house.h"

using namespace ledger_test;

namespace {

constexpr std::int64_t hour = 3600;
constexpr base::Seconds three_days{72 * hour};

base::Result<void> change(House& house, const std::string& sql) {
    return house.run([&](store::Transaction& t) { return t.run(sql, {}); });
}

// Forwarded, accepted five seconds after noon, filed as `uid` of Done.
ledger::Taken forwarded(House& house, const std::string& mail, std::uint32_t uid) {
    const auto taken = house.take(mail, uid);
    REQUIRE(house.decide(taken.mail, "forward", "tvc.fort").ok());
    house.send(house.letter_for(taken.mail, "station", "tvc.fort"));
    REQUIRE(house.file(taken.mail, uid + 100).ok());
    return taken;
}

// RECEIVED, so many seconds after noon.
void confirm(House& house, const ledger::Taken& taken, std::int64_t seconds) {
    REQUIRE(change(house, "UPDATE case_file SET state = 'confirmed', confirmed_at = " +
                              std::to_string(base::unix_seconds(at(seconds).now)) +
                              " WHERE serial = " + std::to_string(taken.number.serial()))
                .ok());
}

std::size_t old_copies(House& house, std::int64_t seconds) {
    return ledger::old_working_copies(*house.state, at(seconds).now)->size();
}

// "Aparajita/Done:9:101 "
std::string old_mails(House& house, std::int64_t seconds,
                      std::optional<base::Seconds> after = three_days) {
    const auto mails = ledger::old_mails(*house.state, at(seconds).now, after, 100);
    REQUIRE(mails.ok());
    std::string text;
    for (const auto& one : *mails)
        text += one.at.mailbox + ":" + std::to_string(one.at.uidvalidity) + ":" +
                std::to_string(one.at.uid) + " ";
    return text;
}

void destroy_copies(House& house, std::int64_t seconds) {
    const auto cases = ledger::old_working_copies(*house.state, at(seconds).now);
    REQUIRE(cases.ok());
    REQUIRE(house.store->run(ledger::destroy_working_copies(*cases, at(seconds))).ok());
}

}  // namespace

TEST_CASE("72 hours after acceptance and the station's word, not before either") {
    House house;
    const auto taken = forwarded(house, "he writes to me every night", 1);
    CHECK(old_copies(house, 1000 * hour) == 0);  // nobody confirmed
    CHECK(old_mails(house, 1000 * hour).empty());
    confirm(house, taken, 10 * hour);
    CHECK(old_copies(house, 82 * hour - 1) == 0);
    CHECK(old_copies(house, 82 * hour) == 1);
    CHECK(old_mails(house, 82 * hour - 1).empty());
    CHECK(old_mails(house, 82 * hour) == "Aparajita/Done:9:101 ");
    CHECK(old_mails(house, 1000 * hour, std::nullopt).empty());  // never
    CHECK(old_mails(house, 34 * hour, base::Seconds(24 * hour)) == "Aparajita/Done:9:101 ");
}

TEST_CASE("the working copy goes, the sealed original and the case stay") {
    House house;
    const auto taken = forwarded(house, "he writes to me every night", 1);
    confirm(house, taken, 0);
    destroy_copies(house, 100 * hour);
    const auto key = ledger::read_case_key(*house.vault, house.keys, taken.case_id);
    REQUIRE(key.ok());
    CHECK_FALSE(ledger::read_working_copy(*house.vault, *key, taken.case_id).ok());
    CHECK(ledger::read_sealed_original(*house.vault, *key, taken.case_id).ok());
    CHECK(old_copies(house, 1000 * hour) == 0);
    CHECK(house.text("SELECT attrs FROM audit_event WHERE kind = 'purged'") ==
          R"({"what":"working_copy"})");
    CHECK(ledger::damaged_cases(*house.state, *house.vault, house.keys, base::from_unix(0))
              ->empty());
    CHECK(audit::verify(*house.state)->fine());
}

TEST_CASE("what a person still needs stays: undecided, unread, held, sent on, bounced") {
    House house;
    const auto taken = forwarded(house, "he writes to me every night", 1);
    confirm(house, taken, 0);
    for (const char* waits :
         {"UPDATE case_file SET legal_hold = 1", "UPDATE case_file SET state = 'with_desk'",
          "UPDATE case_file SET state = 'with_station'",
          "UPDATE case_file SET state = 'quarantined'", "UPDATE letter SET bounced_at = 1"}) {
        CAPTURE(waits);
        REQUIRE(change(house, waits).ok());
        CHECK(old_copies(house, 1000 * hour) == 0);
        CHECK(old_mails(house, 1000 * hour).empty());
        REQUIRE(change(house, "UPDATE case_file SET legal_hold = 0, state = 'confirmed'").ok());
        REQUIRE(change(house, "UPDATE letter SET bounced_at = NULL").ok());
        CHECK(old_copies(house, 1000 * hour) == 1);
    }
}

TEST_CASE("an answered mail and a closed case are done with without a station's word") {
    House house;
    const auto answer = house.take("RECEIVED", 1);
    REQUIRE(house.decide(answer.mail, "record").ok());
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return ledger::record_effect(t, at(hour), answer.mail, "officer_answer");
                })
                .ok());
    const auto spam = house.take("buy now", 2);
    REQUIRE(house.decide(spam.mail, "triage").ok());
    CHECK(old_copies(house, 73 * hour) == 1);
    REQUIRE(
        change(house, "UPDATE case_file SET state = 'closed', outcome = 'spam', closed_at = " +
                          std::to_string(base::unix_seconds(at(2 * hour).now)) +
                          " WHERE serial = " + std::to_string(spam.number.serial()))
            .ok());
    CHECK(old_copies(house, 74 * hour) == 2);
    // Not moved yet: only what was filed is removed.
    CHECK(old_mails(house, 74 * hour).empty());
}

TEST_CASE("bulk mail stays until its case is forgotten") {
    House house;
    const auto bulk = house.take("newsletter", 1);
    REQUIRE(house.decide(bulk.mail, "digest").ok());
    REQUIRE(change(house, "UPDATE case_file SET recorded_at = 1").ok());
    CHECK(old_copies(house, 1000 * hour) == 0);
}

TEST_CASE("every copy of a destroyed case leaves the mailbox, whatever the settings say") {
    House house;
    const auto taken = forwarded(house, "he writes to me every night", 1);
    // The same octets in Junk, not moved; and in Done, moved by a server that told no number.
    house.take("he writes to me every night", 5, 0, "Junk", 8);
    house.take("he writes to me every night", 55, 0, "Aparajita/Done", 9, ledger::Origin::done);
    const auto other = forwarded(house, "another one", 2);
    confirm(house, other, 0);
    const auto with_it = ledger::belonging_to(*house.state, taken.case_id);
    REQUIRE(with_it.ok());
    REQUIRE(house.store
                ->run(ledger::destroy_step(taken.case_id, *with_it, house.keys, at(hour), {}))
                .ok());
    CHECK(old_mails(house, 2 * hour, std::nullopt) ==
          "Aparajita/Done:9:55 Aparajita/Done:9:101 Junk:8:5 ");
    const auto mails = ledger::old_mails(*house.state, at(2 * hour).now, std::nullopt, 100);
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    auto gone = ledger::mark_removed(t, at(2 * hour), {mails->at(1)},
                                                     ledger::Removed::expunged);
                    if (!gone) return gone;
                    return ledger::mark_removed(t, at(2 * hour), {mails->at(1), mails->at(2)},
                                                ledger::Removed::renumbered);
                })
                .ok());
    CHECK(old_mails(house, 2 * hour, std::nullopt) == "Aparajita/Done:9:55 ");
    CHECK(house.text("SELECT count(*) FROM audit_event WHERE kind = 'purged' AND attrs = "
                     "'{\"what\":\"mailbox_copy\"}'") == "1");
    CHECK(audit::verify(*house.state)->fine());
}
