#include "store/migration.h"

#include <string>

#include "store/connection.h"

namespace store {
namespace {

// New columns stand at the end of a table, here and in schema.sql in the same order.
constexpr std::string_view state_tables = R"(
ALTER TABLE case_file ADD COLUMN station_since INTEGER;
ALTER TABLE case_file ADD COLUMN refused_by_stations INTEGER NOT NULL DEFAULT 0;
ALTER TABLE case_file ADD COLUMN held_until INTEGER;
ALTER TABLE case_file ADD COLUMN call_tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE case_file ADD COLUMN last_try_at INTEGER;
ALTER TABLE case_file ADD COLUMN signed_at INTEGER;
ALTER TABLE case_file ADD COLUMN identified_at INTEGER;
ALTER TABLE case_file ADD COLUMN wish TEXT CHECK (wish IN ('yes', 'no', 'later'));
ALTER TABLE case_file ADD COLUMN wish_at INTEGER;
ALTER TABLE case_file ADD COLUMN fir_at INTEGER;
ALTER TABLE case_file ADD COLUMN silent INTEGER NOT NULL DEFAULT 0 CHECK (silent IN (0, 1));
ALTER TABLE case_file ADD COLUMN asked_outcome TEXT
    CHECK (asked_outcome IN ('settled_heard_alone', 'withdrawn_heard', 'spam'));
ALTER TABLE case_file ADD COLUMN asked_by TEXT;
ALTER TABLE case_file ADD COLUMN asked_at INTEGER;
ALTER TABLE case_file ADD COLUMN copy_destroyed_at INTEGER;
CREATE INDEX case_file_copied ON case_file (received_at) WHERE copy_destroyed_at IS NULL AND purged_at IS NULL;
ALTER TABLE mail ADD COLUMN removed_at INTEGER;
CREATE INDEX mail_kept ON mail (mail_id) WHERE removed_at IS NULL;
ALTER TABLE case_file ADD COLUMN due_at INTEGER;
ALTER TABLE case_file ADD COLUMN due_clock TEXT;
ALTER TABLE case_file ADD COLUMN call_with TEXT;

CREATE TABLE case_never_to (
    case_id   BLOB NOT NULL REFERENCES case_file (case_id),
    recipient TEXT NOT NULL,
    since     INTEGER NOT NULL,
    PRIMARY KEY (case_id, recipient)
) STRICT;

CREATE TABLE post_seen (
    station TEXT NOT NULL,
    post    TEXT NOT NULL,
    PRIMARY KEY (station, post)
) STRICT;

-- Her number goes to each station that the call passes to; version 1 knew one for a case.
ALTER TABLE contact_release RENAME TO contact_release_of_1;
CREATE TABLE contact_release (
    release_id INTEGER PRIMARY KEY,
    case_id    BLOB NOT NULL REFERENCES case_file (case_id),
    at         INTEGER NOT NULL,
    local_day  TEXT NOT NULL,
    actor      TEXT NOT NULL,
    station    TEXT NOT NULL,
    mask       TEXT,
    withheld   TEXT
) STRICT;
INSERT INTO contact_release (case_id, at, local_day, actor, station, mask, withheld)
    SELECT case_id, at, local_day, actor, station, mask, withheld
    FROM contact_release_of_1 ORDER BY at, case_id;
DROP TABLE contact_release_of_1;
CREATE INDEX contact_release_case ON contact_release (case_id);
CREATE INDEX contact_release_day ON contact_release (station, local_day);

-- What version 1 knew of it stands in the decisions and in the trail.
UPDATE case_file SET
    station_since = (SELECT max(at) FROM decision d WHERE d.case_id = case_file.case_id)
    WHERE station IS NOT NULL;
UPDATE case_file SET
    signed_at = (SELECT min(ts) FROM audit_event e
                 WHERE e.case_id = case_file.case_id AND e.kind = 'signed'),
    fir_at = (SELECT min(ts) FROM audit_event e
              WHERE e.case_id = case_file.case_id AND e.kind = 'fir');
)";

constexpr std::string_view vault_tables = "";

base::Result<void> drop_views(Connection& connection) {
    auto rows = connection.query("SELECT name FROM sqlite_schema WHERE type = 'view'", {});
    if (!rows) return rows.error();
    for (const Row& row : *rows) {
        auto done = connection.execute("DROP VIEW " + row.text(0));
        if (!done) return done;
    }
    return {};
}

// From each CREATE VIEW at the beginning of a line to the first line that ends in a semicolon.
base::Result<void> make_views(Connection& connection, std::string_view schema) {
    constexpr std::string_view begins = "\nCREATE VIEW ";
    for (auto at = schema.find(begins); at != std::string_view::npos;
         at = schema.find(begins, at + 1)) {
        const auto end = schema.find(";\n", at);
        base::ensure(end != std::string_view::npos);
        auto done = connection.execute(schema.substr(at + 1, end + 1 - (at + 1)));
        if (!done) return done;
    }
    return {};
}

}  // namespace

base::Result<void> migrate(Connection& connection, File file, std::string_view schema) {
    if (auto done = drop_views(connection); !done) return done;
    auto done = connection.execute(file == File::state ? state_tables : vault_tables);
    if (done) done = make_views(connection, schema);
    if (done) done = connection.execute("PRAGMA user_version = 2");
    return done;
}

}  // namespace store
