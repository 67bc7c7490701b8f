// Somebody with the file in hand. Without the guards of the program, and with SQLite's own door
// open.
#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <random>

#include "audit/canonical.h"
#include "audit/trail.h"
#include "audit/verify.h"
#include "base/text.h"
#include "support/temporary_folder.h"

namespace {

const base::Instant noon = base::from_unix(1795327200);
const std::string one(16, '1');
const std::string two(16, '2');

base::AuditNote note(base::AuditEvent event, const std::string& id,
                     std::map<std::string, base::AuditValue> attrs = {}) {
    return {event, "daemon", base::CaseId(id), std::nullopt, std::move(attrs)};
}

base::AuditNote letter(base::AuditEvent event, const std::string& id, const char* kind) {
    auto made = note(event, id, {{"kind", std::string(kind)}, {"letter", std::int64_t{1}}});
    if (event == base::AuditEvent::acknowledged) made.attrs.erase("kind");
    made.station = base::StationId("tvc.fort");
    return made;
}

// A lawful trail of two cases, closed and on disk.
struct Stolen {
    support::TemporaryFolder folder;

    explicit Stolen(std::vector<base::AuditNote> story) { write(story); }
    Stolen() {
        // Written once and copied: opening a store costs a dozen syncs.
        static const Stolen lawful(lawful_story());
        std::filesystem::create_directory(folder / "state");
        std::filesystem::permissions(folder / "state", std::filesystem::perms(0700));
        std::filesystem::copy_file(lawful.folder / "state" / "aparajita.db",
                                   folder / "state" / "aparajita.db");
    }
    static std::vector<base::AuditNote> lawful_story() {
        using enum base::AuditEvent;
        return {note(received, one),
                note(reading, one),
                note(routed, one),
                letter(attempt, one, "station"),
                letter(accepted, one, "station"),
                note(filed, one),
                note(received, two),
                note(quarantined, two),
                note(filed, two)};
    }
    void write(const std::vector<base::AuditNote>& notes) {
        auto opened =
            store::Store::open(folder / "state", store::Opening::create_or_migrate, noon);
        REQUIRE(opened.ok());
        std::int64_t clock = 0;
        for (const auto& each : notes) {
            const audit::Moment moment{noon + base::Seconds(clock), std::string(16, 'b'),
                                       clock * 1000};
            ++clock;
            REQUIRE((*opened)
                        ->run({{},
                               [&](store::Transaction& t) {
                                   return audit::append(t, moment, each);
                               }})
                        .ok());
        }
    }
    // Another program's hand: no authorizer, no STRICT mercy, the triggers taken away first.
    int tamper(const std::string& sql, bool without_guards = true) {
        sqlite3* database = nullptr;
        REQUIRE(sqlite3_open((folder / "state" / "aparajita.db").c_str(), &database) ==
                SQLITE_OK);
        const std::string drop =
            "DROP TRIGGER audit_event_is_never_changed; DROP TRIGGER "
            "audit_event_is_never_deleted;"
            "DROP TRIGGER audit_event_only_grows;";
        if (without_guards)
            REQUIRE(sqlite3_exec(database, drop.c_str(), nullptr, nullptr, nullptr) ==
                    SQLITE_OK);
        const int code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr);
        const int changed = sqlite3_total_changes(database);
        last_error = sqlite3_errmsg(database);
        sqlite3_close(database);
        if (without_guards) {
            if (code != SQLITE_OK) FAIL(last_error);
            REQUIRE(changed > 0);
        }
        return code;
    }
    audit::Verdict verify() const {
        auto state = store::ReadOnly::open(folder / "state", store::File::state);
        REQUIRE(state.ok());
        auto verdict = audit::verify(**state);
        REQUIRE(verdict.ok());
        return *verdict;
    }
    std::string last_error;
};

}  // namespace

TEST_CASE("the untouched trail is fine") {
    const Stolen trail;
    REQUIRE(trail.verify().fine());
    REQUIRE(trail.verify().events == 9);
}

TEST_CASE("a change of any column of any row is found, with its row") {
    const std::vector<std::string> changes{
        "ts = ts + 1",
        "boot = zeroblob(16)",
        "mono = mono - 1",
        "actor = 'admin:0'",
        "kind = 'canary'",
        "case_id = CASE WHEN case_id IS NULL THEN zeroblob(16) ELSE NULL END",
        "station = CASE WHEN station IS NULL THEN 'x' ELSE NULL END",
        "attrs = attrs || ' '",
        "prev = x'" + std::string(64, 'a') + "'",
        "leaf = zeroblob(32)",
        "chain = zeroblob(32)"};
    const std::string& change = GENERATE_COPY(from_range(changes));
    const int row = GENERATE(1, 5, 9);
    CAPTURE(change, row);
    Stolen trail;
    trail.tamper("UPDATE audit_event SET " + change + " WHERE seq = " + std::to_string(row));
    const auto verdict = trail.verify();
    REQUIRE_FALSE(verdict.fine());
    REQUIRE(verdict.first_wrong() == row);
}

TEST_CASE("a removed, inserted, swapped or renumbered row is found") {
    Stolen trail;
    SECTION("removed from the middle") {
        trail.tamper("DELETE FROM audit_event WHERE seq = 4");
        REQUIRE(trail.verify().first_wrong() == 4);
        REQUIRE(trail.verify().reason() == "row 4 is missing");
    }
    SECTION("removed at the front") {
        trail.tamper("DELETE FROM audit_event WHERE seq = 1");
        REQUIRE(trail.verify().first_wrong() == 1);
    }
    SECTION("removed and closed up") {
        trail.tamper(
            "DELETE FROM audit_event WHERE seq = 4; UPDATE audit_event SET seq = -seq WHERE "
            "seq > 4;"
            "UPDATE audit_event SET seq = -seq - 1 WHERE seq < 0;");
        REQUIRE(trail.verify().first_wrong() == 4);
        REQUIRE(trail.verify().reason() == "the row does not follow the row before it");
    }
    SECTION("swapped") {
        trail.tamper(
            "UPDATE audit_event SET seq = -4 WHERE seq = 4; UPDATE audit_event SET seq = 4 "
            "WHERE seq = 5;"
            "UPDATE audit_event SET seq = 5 WHERE seq = -4;");
        REQUIRE(trail.verify().first_wrong() == 4);
    }
    SECTION("repeated at the end") {
        trail.tamper(
            "INSERT INTO audit_event SELECT 10, ts, boot, mono, actor, kind, case_id, station, "
            "attrs, prev, leaf, "
            "chain FROM audit_event WHERE seq = 9");
        REQUIRE(trail.verify().first_wrong() == 10);
    }
    SECTION("put before the first") {
        trail.tamper(
            "INSERT INTO audit_event SELECT 0, ts, boot, mono, actor, kind, case_id, station, "
            "attrs, prev, leaf, "
            "chain FROM audit_event WHERE seq = 1");
        REQUIRE(trail.verify().first_wrong() == 1);
    }
    REQUIRE_FALSE(trail.verify().fine());
}

TEST_CASE("the leaf recomputed for a changed row is found by the chain") {
    Stolen trail;
    audit::Columns forged;
    forged.seq = 5;
    forged.ts = base::unix_seconds(noon) + 4;
    forged.boot = std::string(16, 'b');
    forged.mono = 4000;
    forged.actor = "daemon";
    forged.kind = "refused";
    forged.case_id = one;
    forged.station = "tvc.fort";
    forged.attrs = R"({"kind":"station","letter":1})";
    trail.tamper("UPDATE audit_event SET kind = 'refused', leaf = x'" +
                 base::to_hex(audit::leaf_of(forged)) + "' WHERE seq = 5");
    REQUIRE(trail.verify().first_wrong() == 5);
    REQUIRE(trail.verify().reason() == "the chain value is wrong");
}

TEST_CASE("two hundred random changes of an octet are all found") {
    std::mt19937 random(20261122);  // NOLINT: always the same
    const std::vector<std::string> columns{"boot", "actor", "kind", "attrs",
                                           "prev", "leaf",  "chain"};
    int found = 0;
    Stolen trail;
    trail.tamper("UPDATE meta SET value = value");
    const auto file = trail.folder / "state" / "aparajita.db";
    std::filesystem::copy_file(file, trail.folder / "original");
    for (int i = 0; i < 200; ++i) {
        std::filesystem::copy_file(trail.folder / "original", file,
                                   std::filesystem::copy_options::overwrite_existing);
        const std::string column = columns[random() % columns.size()];
        const std::string row = std::to_string(1 + random() % 9);
        const std::string place = std::to_string(1 + random() % 2);
        const bool text = column == "actor" || column == "kind" || column == "attrs";
        const std::string other = text ? "'~'" : "x'7E'";
        std::string changed = "substr(" + column + ", 1, " + place + " - 1) || " + other +
                              " || substr(" + column + ", " + place + " + 1)";
        if (!text) changed = "CAST(" + changed + " AS BLOB)";
        trail.tamper(
            "UPDATE "
            "audit_event SET " +
                column + " = " + changed + " WHERE seq = " + row,
            false);
        const auto verdict = trail.verify();
        found += !verdict.fine() && verdict.first_wrong() == std::stoll(row) ? 1 : 0;
    }
    REQUIRE(found == 200);
}

TEST_CASE("the guards stop our own mistakes") {
    Stolen trail;
    const auto refused = [&](const std::string& sql) {
        REQUIRE(trail.tamper(sql, false) == SQLITE_CONSTRAINT);
        return trail.last_error;
    };
    const std::string row = " ts, boot, mono, actor, kind, case_id, station, attrs, ";
    REQUIRE(refused("UPDATE audit_event SET actor = 'x' WHERE seq = 9") ==
            "the audit trail is never changed");
    REQUIRE(refused("DELETE FROM audit_event WHERE seq = 9") ==
            "the audit trail is never deleted");
    REQUIRE(refused("INSERT OR REPLACE INTO audit_event SELECT 9," + row +
                    "prev, leaf, chain FROM audit_event WHERE seq = 9") ==
            "the audit trail only grows at its end");
    REQUIRE(refused("REPLACE INTO audit_event SELECT 5," + row +
                    "prev, leaf, chain FROM audit_event WHERE seq = 9") ==
            "the audit trail only grows at its end");
    REQUIRE(refused("INSERT INTO audit_event SELECT 11," + row +
                    "chain, leaf, chain FROM audit_event WHERE seq = 9") ==
            "the audit trail only grows at its end");
    REQUIRE(refused("INSERT INTO audit_event SELECT 10," + row +
                    "prev, leaf, chain FROM audit_event WHERE seq = 9") ==
            "the audit trail only grows at its end");
    REQUIRE(refused("INSERT INTO audit_event SELECT NULL," + row +
                    "chain, leaf, chain FROM audit_event WHERE seq = 9") ==
            "the audit trail only grows at its end");
    REQUIRE(trail.verify().fine());
}

TEST_CASE("a chain that is whole but tells an unlawful story is found") {
    using enum base::AuditEvent;
    const auto verdict_on = [](std::vector<base::AuditNote> story) {
        const Stolen trail(std::move(story));
        const auto verdict = trail.verify();
        return std::to_string(verdict.first_wrong()) + " " + verdict.reason();
    };
    REQUIRE(verdict_on({letter(attempt, one, "station")}) ==
            "1 a letter was attempted before the mail was in custody");
    REQUIRE(verdict_on({note(received, two), letter(attempt, one, "station")}) ==
            "2 a letter was attempted before the mail was in custody");
    REQUIRE(verdict_on({note(received, one), note(routed, one), note(filed, one)}) ==
            "3 the mail was filed before anybody had it");
    REQUIRE(verdict_on({note(received, one), letter(attempt, one, "acknowledgement"),
                        letter(accepted, one, "acknowledgement"), note(filed, one)}) ==
            "4 the mail was filed before anybody had it");
    REQUIRE(verdict_on({note(received, one), note(received, one)}) ==
            "2 the case was taken into custody twice");
    REQUIRE(verdict_on({note(received, one), letter(acknowledged, one, ""),
                        letter(acknowledged, one, "")}) ==
            "3 a second acknowledgement was sent");
    REQUIRE(verdict_on({note(received, one), letter(acknowledged, one, ""),
                        letter(deferred, one, "acknowledgement"),
                        letter(acknowledged, one, "")}) == "0 ");
    REQUIRE(verdict_on({note(received, one), letter(acknowledged, one, ""),
                        letter(deferred, one, "station"), letter(acknowledged, one, "")}) ==
            "4 a second acknowledgement was sent");
    REQUIRE(verdict_on({note(received, one), note(recorded, one), note(filed, one)}) == "0 ");
    REQUIRE(verdict_on({note(recovered, one), letter(attempt, one, "station")}) == "0 ");
}

TEST_CASE("a broken chain is told before an unlawful story") {
    using enum base::AuditEvent;
    Stolen trail(
        {note(received, one), note(filed, one), note(stopped, one), note(stopped, one)});
    trail.tamper("UPDATE audit_event SET ts = 0 WHERE seq = 4");
    REQUIRE(trail.verify().first_wrong() == 4);
    REQUIRE(trail.verify().reason() == "the row was changed after it was written");
}
