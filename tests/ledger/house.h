// A store with keys and a records office, for the tests of this room.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "ledger/ledger.h"
#include "outbox/message_id.h"
#include "outbox/outbox.h"
#include "support/temporary_folder.h"

namespace ledger_test {

inline const base::Instant noon =
    base::from_unix(1795327200);  // 2026-11-22 06:00 UTC, 11:30 in Kerala
inline constexpr base::Seconds kerala{19800};

inline audit::Moment at(std::int64_t seconds) {
    return {noon + base::Seconds(seconds), std::string(16, 'b'), 1000 * seconds};
}

class House {
  public:
    House() {
        REQUIRE(seal::write_key_pair(folder / "office").ok());
        auto read = seal::read_records_keys({folder / "office.pub"});
        REQUIRE(read.ok());
        records = *read;
        auto made = seal::open_or_make_keys(folder / "keys");
        REQUIRE(made.ok());
        keys = *made;
        open();
    }
    void open(std::int64_t seconds = 0) {
        state.reset();
        vault.reset();
        store.reset();
        auto opened = store::Store::open(folder / "state", store::Opening::create_or_migrate,
                                         at(seconds).now);
        REQUIRE(opened.ok());
        store = std::move(*opened);
        auto state_reader = store::ReadOnly::open(folder / "state", store::File::state);
        auto vault_reader = store::ReadOnly::open(folder / "state", store::File::vault);
        REQUIRE(state_reader.ok());
        REQUIRE(vault_reader.ok());
        state = std::move(*state_reader);
        vault = std::move(*vault_reader);
    }
    template <class Deed>
    base::Result<void> run(Deed deed) {
        return store->run({{}, [&](store::Transaction& t) -> base::Result<void> {
                               auto done = deed(t);
                               if (!done) return done.error();
                               return {};
                           }});
    }
    template <class Deed>
    base::Result<void> run_vault(Deed deed) {
        return store->run({[&](store::VaultTransaction& v) -> base::Result<void> {
                               auto done = deed(v);
                               if (!done) return done.error();
                               return {};
                           },
                           {}});
    }
    ledger::Taken take(const ledger::Custody& custody, std::int64_t seconds = 0) {
        ledger::Taken taken;
        const store::Step step{[&](store::VaultTransaction& v) {
                                   return ledger::keep_custody(v, custody, at(seconds).now);
                               },
                               [&](store::Transaction& t) -> base::Result<void> {
                                   auto done =
                                       ledger::take_custody(t, at(seconds), custody, kerala);
                                   if (!done) return done.error();
                                   taken = *done;
                                   return {};
                               }};
        auto done = store->run(step);
        if (!done) FAIL(base::to_text(done.error()));
        return taken;
    }
    ledger::Taken take(const std::string& octets, std::uint32_t uid, std::int64_t seconds = 0,
                       const std::string& folder_name = "INBOX", std::uint32_t uidvalidity = 7,
                       ledger::Origin origin = ledger::Origin::watched) {
        const ledger::Arrival arrival{
            {folder_name, uidvalidity, uid}, at(seconds - 30).now, octets, origin};
        auto custody = ledger::prepare_custody(arrival, keys, records);
        REQUIRE(custody.ok());
        return take(*custody, seconds);
    }
    int begin_reading(ledger::MailId mail) {
        int attempt = 0;
        REQUIRE(run([&](store::Transaction& t) {
                    auto done = ledger::begin_reading(t, at(1), mail);
                    if (done) attempt = *done;
                    return done;
                }).ok());
        return attempt;
    }
    base::Result<void> decide(ledger::MailId mail, const std::string& action,
                              const std::string& station = "") {
        const auto row = ledger::find_mail(*state, mail);
        REQUIRE(row.ok());
        // Nothing is decided that was not read.
        if (row->has_value() && (*row)->state == "received") begin_reading(mail);
        ledger::DecisionRecord decision;
        decision.mail = mail;
        decision.kind = action == "digest" ? "bulk" : "complaint";
        decision.language = "ml";
        decision.category = "blackmail";
        decision.action = action;
        decision.reason = station.empty() ? "none" : "residence";
        decision.station = base::StationId(station);
        decision.score = 70.5;
        decision.lead = 35;
        decision.rules_sha256 = std::string(64, 'a');
        decision.evidence_kinds = {"residence", "incident", "residence"};
        decision.redactions = {{"station", "p1", 2, 1, 3, 0, true}};
        return run(
            [&](store::Transaction& t) { return ledger::record_decision(t, at(2), decision); });
    }
    outbox::QueuedLetter letter_for(ledger::MailId mail, const std::string& kind,
                                    const std::string& recipient) {
        auto row = ledger::find_mail(*state, mail);
        REQUIRE(row.ok());
        REQUIRE(row->has_value());
        outbox::QueuedLetter letter;
        letter.case_id = (*row)->case_id;
        letter.kind = kind;
        letter.recipient = base::RecipientId(recipient);
        letter.cause = ledger::cause_of((*row)->content);
        letter.message_id = outbox::message_id(keys.message_id, letter.cause, kind,
                                               letter.recipient, 0, "example.org");
        letter.hash = std::string(64, 'f');
        return letter;
    }
    // Posts, begins and finishes in one go.
    void send(const outbox::QueuedLetter& letter,
              outbox::Outcome outcome = outbox::Outcome::accepted) {
        std::int64_t id = 0;
        REQUIRE(run([&](store::Transaction& t) {
                    auto done = outbox::post(t, at(3), letter);
                    if (done) id = *done;
                    return done;
                }).ok());
        REQUIRE(run([&](store::Transaction& t) {
                    return outbox::begin_attempt(t, at(4), id);
                }).ok());
        const outbox::AttemptResult result{
            outcome, outcome == outbox::Outcome::accepted ? 250 : 550, "", "dot", false};
        REQUIRE(run([&](store::Transaction& t) {
                    return outbox::finish_attempt(t, at(5), id, result);
                }).ok());
    }
    base::Result<void> file(ledger::MailId mail, std::uint32_t uid = 1) {
        return run([&](store::Transaction& t) {
            return ledger::mark_filed(t, at(6), mail, {"Aparajita/Done", 9, uid});
        });
    }
    std::vector<ledger::Filing> ready(const std::string& folder_name = "INBOX") {
        auto filings = ledger::ready_to_file(*state, folder_name, 7);
        REQUIRE(filings.ok());
        return *filings;
    }
    std::vector<std::string> events() {
        auto all = audit::list_events(*state, 0, 10000);
        REQUIRE(all.ok());
        std::vector<std::string> kinds;
        for (const auto& event : *all) kinds.push_back(event.kind);
        return kinds;
    }
    ledger::Balance balance() {
        auto days = ledger::balances(*state, 10);
        REQUIRE(days.ok());
        REQUIRE(days->size() == 1);
        return days->front();
    }
    std::string text(const std::string& sql) {
        auto rows = state->query(sql);
        if (!rows) FAIL(base::to_text(rows.error()));
        REQUIRE(rows->size() == 1);
        const store::Value& value = rows->front().value(0);
        if (const auto* whole = std::get_if<std::int64_t>(&value))
            return std::to_string(*whole);
        return rows->front().text(0);
    }

    support::TemporaryFolder folder;
    std::vector<seal::RecordsKey> records;
    seal::ServerKeys keys;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<store::ReadOnly> state, vault;
};

}  // namespace ledger_test
