-- The two databases of Aparajita: documentation and schema in one.
--
-- Who reads this: auditors, operators, developers. The program embeds this very file and creates both databases
-- from it, so nothing can be documented otherwise than it is.
--
--   aparajita.db   what happened: cases, mails, decisions, letters, the audit trail. No personal data and no word of
--                  a mail: ids, numbers, codes, counts and hashes only. The views v1_* at the end are stable; tables
--                  may change with a migration.
--   vault.db       what is personal, every piece of it encrypted: sealed originals, working copies, masked values,
--                  letters as sent. Destroying the key of a case destroys all that is kept for it.
--
-- Conventions: times are whole seconds since 1970-01-01 00:00 UTC in tables (…_at), ISO 8601 text in views. A local
-- day is YYYY-MM-DD in the time zone of the settings. case_id is 16 random octets and derived from nothing. All
-- tables are STRICT. Both files are written by one thread of one process, in WAL mode with synchronous=FULL; the
-- vault is committed before aparajita.db, so a piece without its case can exist for a moment (it is swept after
-- 24 hours), a case without its pieces cannot.

-- === DATABASE aparajita.db ===

PRAGMA application_id = 0x41504A31;
PRAGMA user_version = 2;

-- Facts about this file. created_at: when it was made; a mail older than that is never acknowledged, because we
-- cannot know whether it was acknowledged before. restored_at: when the program found that the file was put back
-- from a backup; counts as created_at from then on. Others are seconds at which something happened last: logins that
-- were refused, test mails sent and come, checks done.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Who may write. Each start of the daemon takes the next epoch; every commit compares it, so that a daemon which was
-- replaced while it slept cannot write any more.
CREATE TABLE lease (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    epoch    INTEGER NOT NULL,
    taken_at INTEGER NOT NULL
) STRICT;

-- The last serial number given in each local year. Kept apart from the cases, so that a number is never given twice,
-- not even after old cases are forgotten.
CREATE TABLE case_counter (
    year INTEGER PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

-- One row per mail that we have custody of (the same octets lying in the mailbox twice are one mail). Also answers,
-- bounces and bulk mail have a row and a number: every mail is accounted for. A follow-up points to its case by
-- attached_to and is closed itself.
CREATE TABLE case_file (
    case_id           BLOB PRIMARY KEY CHECK (length(case_id) = 16),
    year              INTEGER NOT NULL,
    serial            INTEGER NOT NULL,
    case_no           TEXT GENERATED ALWAYS AS (printf('APJ-%04d-%06d', year, serial)) VIRTUAL,
    received_at       INTEGER NOT NULL,              -- custody: the sealed copy was on disk
    local_day         TEXT NOT NULL,                 -- of arrival, by the mailbox's own clock
    kind              TEXT,                          -- complaint, follow_up, ...; NULL until it is decided
    language          TEXT,
    category          TEXT,
    urgent            INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1)),
    child             TEXT NOT NULL DEFAULT 'no' CHECK (child IN ('no', 'mentioned', 'victim')),
    state             TEXT NOT NULL DEFAULT 'received' CHECK (state IN (
                          'received', 'with_desk', 'with_station', 'confirmed', 'contacted', 'identified',
                          'awaiting_wish', 'legal_action', 'check_call', 'closed', 'quarantined')),
    station           TEXT,                          -- id in the rules, once a station has it
    action            TEXT CHECK (action IN ('forward', 'triage', 'attach', 'digest', 'record')),
    mail_safety       TEXT NOT NULL DEFAULT 'unknown' CHECK (mail_safety IN ('unknown', 'safe', 'unsafe')),
    quarantine_reason TEXT,                          -- a word of ours, while state is quarantined
    recorded_at       INTEGER,                       -- its effect is complete without a station or desk letter
    digest_cause      TEXT,                          -- cause of the digest letter that lists it (bulk)
    attached_to       BLOB REFERENCES case_file (case_id),
    confirmed_at      INTEGER,                       -- an officer of the station said RECEIVED
    contacted_at      INTEGER,                       -- an officer first spoke with her
    outcome           TEXT CHECK (outcome IN (
                          'legal_action', 'counselled', 'warned', 'content_removed', 'settled_heard_alone',
                          'no_offence', 'not_traced', 'transferred', 'false', 'duplicate', 'spam',
                          'withdrawn_heard')),       -- as last closed
    closed_at         INTEGER,                       -- as last closed; stays when the case is opened again
    closed_day        TEXT,                          -- the local day of closed_at
    reopened          INTEGER NOT NULL DEFAULT 0,    -- how often it was opened again after closing
    legal_hold        INTEGER NOT NULL DEFAULT 0 CHECK (legal_hold IN (0, 1)),  -- nothing of it may be destroyed
    purge_announced_at INTEGER,                      -- oversight was told that its time has come
    purged_at         INTEGER,                       -- its key is destroyed: what is left is this row, and the trail
    station_since     INTEGER,                       -- since when this station has it
    refused_by_stations INTEGER NOT NULL DEFAULT 0,  -- how many stations said NOT OURS
    held_until        INTEGER,                       -- the desk said HOLD
    call_tries        INTEGER NOT NULL DEFAULT 0,    -- calls of this station that did not reach her: at different hours
    last_try_at       INTEGER,                       -- the last of them
    signed_at         INTEGER,                       -- an officer first said SIGNED
    identified_at     INTEGER,                       -- an officer first said IDENTIFIED
    wish              TEXT CHECK (wish IN ('yes', 'no', 'later')),  -- about legal action, as an officer heard it last
    wish_at           INTEGER,
    fir_at            INTEGER,                       -- an officer first said FIR
    silent            INTEGER NOT NULL DEFAULT 0 CHECK (silent IN (0, 1)),  -- no mail to her: STOP, or her words
    asked_outcome     TEXT CHECK (asked_outcome IN ('settled_heard_alone', 'withdrawn_heard', 'spam')),
                                                     -- closing waits for the check call, or for a second person
    asked_by          TEXT,                          -- who said so: an actor as in audit_event
    asked_at          INTEGER,
    copy_destroyed_at INTEGER,                       -- the working copy is gone from the vault, 72 hours after it was done with
    due_at            INTEGER,                       -- when the clock that ends first ends; NULL: none runs
    due_clock         TEXT,                          -- that clock: a name of clocks.yaml
    call_with         TEXT,                          -- the station that has to call her until the new one says RECEIVED
    UNIQUE (year, serial)
) STRICT;
CREATE INDEX case_file_day ON case_file (local_day);
CREATE INDEX case_file_state ON case_file (state);
CREATE INDEX case_file_station ON case_file (station) WHERE station IS NOT NULL;
CREATE INDEX case_file_bulk ON case_file (digest_cause) WHERE action = 'digest';
CREATE INDEX case_file_copied ON case_file (received_at) WHERE copy_destroyed_at IS NULL AND purged_at IS NULL;
CREATE INDEX case_file_attached ON case_file (attached_to) WHERE attached_to IS NOT NULL;

-- To whom no letter of a case may go: the person complained about may read that mailbox.
CREATE TABLE case_never_to (
    case_id   BLOB NOT NULL REFERENCES case_file (case_id),
    recipient TEXT NOT NULL,                         -- id in the rules: 'tvc.museum'
    since     INTEGER NOT NULL,
    PRIMARY KEY (case_id, recipient)
) STRICT;

-- The posts of the register that were filled when we looked last: a change is a transfer, and open cases are handed over.
CREATE TABLE post_seen (
    station TEXT NOT NULL,
    post    TEXT NOT NULL,
    PRIMARY KEY (station, post)
) STRICT;

-- One row per place where a mail was seen: folder, UIDVALIDITY and UID (RFC 9051 2.3.1.1). This, not a flag in the
-- mailbox and not a highest number, is our memory of what was taken.
CREATE TABLE mail (
    mail_id           INTEGER PRIMARY KEY,
    folder            TEXT NOT NULL,
    uidvalidity       INTEGER NOT NULL,
    uid               INTEGER NOT NULL,
    role              TEXT NOT NULL CHECK (role IN (
                          'first',                   -- the mail that opened the case
                          'alias',                   -- the same octets once more
                          'none')),                  -- gone before we had custody
    first_seen_at     INTEGER NOT NULL,
    internal_date     INTEGER,                       -- when the mailbox got it, by its own clock
    local_day         TEXT,                          -- of arrival
    content           BLOB CHECK (length(content) = 32),  -- keyed hash of the octets; tells nothing without the key
    cause             TEXT GENERATED ALWAYS AS (lower(hex(content))) VIRTUAL,
    case_id           BLOB REFERENCES case_file (case_id),
    state             TEXT NOT NULL CHECK (state IN (
                          'received', 'reading', 'decided', 'filed', 'quarantined', 'vanished')),
    attempts          INTEGER NOT NULL DEFAULT 0,    -- how often the reader was given it; counted before it reads
    filed_at          INTEGER,
    filed_folder      TEXT,                          -- where we moved it
    filed_uidvalidity INTEGER,                       -- as the server told (COPYUID, RFC 4315), if it did
    filed_uid         INTEGER,
    removed_at        INTEGER,                       -- it does not lie in the mailbox any more: we expunged it
    UNIQUE (folder, uidvalidity, uid),
    CHECK ((role = 'none') = (case_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX mail_content ON mail (content) WHERE role = 'first';
CREATE INDEX mail_case ON mail (case_id);
CREATE INDEX mail_unfiled ON mail (folder, uidvalidity, state) WHERE filed_at IS NULL;
CREATE INDEX mail_unfinished ON mail (mail_id) WHERE state IN ('received', 'reading');
CREATE INDEX mail_quarantined ON mail (mail_id) WHERE state = 'quarantined';
CREATE INDEX mail_day ON mail (local_day);
CREATE INDEX mail_kept ON mail (mail_id) WHERE removed_at IS NULL;
CREATE INDEX mail_filed_as ON mail (filed_folder, filed_uidvalidity, filed_uid) WHERE filed_uid IS NOT NULL;

-- How far each watched folder is accounted for: every UID below uidnext has a row, or was missing when we looked and
-- is told as a gap.
CREATE TABLE folder_seen (
    folder      TEXT NOT NULL,
    uidvalidity INTEGER NOT NULL,
    uidnext     INTEGER NOT NULL,
    PRIMARY KEY (folder, uidvalidity)
) STRICT;

-- Mail older than mailbox.since: it lies where it lay, is listed to the desk, and is not taken up.
CREATE TABLE older_mail (
    older_id      INTEGER PRIMARY KEY,
    folder        TEXT NOT NULL,
    uidvalidity   INTEGER NOT NULL,
    uid           INTEGER NOT NULL,
    internal_date INTEGER NOT NULL,
    size          INTEGER NOT NULL,
    listed        INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1)),  -- stands in a letter to the desk
    UNIQUE (folder, uidvalidity, uid)
) STRICT;
CREATE INDEX older_mail_unlisted ON older_mail (older_id) WHERE listed = 0;

-- Troubles that the operators were told of, once when each began and once when it had ended. kind: of a closed list
-- (aparajita.yaml(5)); times: how often it happened, for those that happen at a moment.
CREATE TABLE trouble (
    trouble_id INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,
    since      INTEGER NOT NULL,
    times      INTEGER NOT NULL DEFAULT 1,
    ended_at   INTEGER
) STRICT;
CREATE UNIQUE INDEX trouble_open ON trouble (kind) WHERE ended_at IS NULL;

-- What the rules decided about a mail, and on what ground. A later decision is a new row; none is changed. Where people
-- sent the case afterwards stands in the trail: event moved.
CREATE TABLE decision (
    decision_id    INTEGER PRIMARY KEY,
    case_id        BLOB NOT NULL REFERENCES case_file (case_id),
    at             INTEGER NOT NULL,
    action         TEXT NOT NULL CHECK (action IN ('forward', 'triage', 'attach', 'digest', 'record')),
    station        TEXT,
    reason         TEXT NOT NULL,                    -- of the closed list: residence, tie, ...
    score          REAL NOT NULL,
    lead           REAL NOT NULL,                    -- distance to the second best
    rules_sha256   TEXT NOT NULL,                    -- which rules, exactly: see rule_set
    evidence_kinds TEXT NOT NULL,                    -- 'incident,residence': kinds of evidence, never the words
    rule           TEXT                              -- the staff rule that decided, if one did
) STRICT;
CREATE INDEX decision_case ON decision (case_id, decision_id);

-- Letters that wait or went. The octets lie in the vault; here stand ids, hash and size. The unique key makes a
-- repeat after a crash harmless; the Message-ID is computed from it.
CREATE TABLE letter (
    letter_id        INTEGER PRIMARY KEY,
    case_id          BLOB REFERENCES case_file (case_id),  -- NULL: a letter of no case (digest, alarm)
    cause            TEXT NOT NULL,                  -- the mail (its content key) or the clock that called for it
    kind             TEXT NOT NULL,                  -- station, desk, acknowledgement, notice, ...
    recipient        TEXT NOT NULL,                  -- id in the rules, 'desk.triage', 'complainant': no address
    revision         INTEGER NOT NULL DEFAULT 0,     -- rises only when a person orders it
    message_id       TEXT NOT NULL UNIQUE,
    state            TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'deferred', 'sent', 'refused', 'held')),
    in_flight        INTEGER NOT NULL DEFAULT 0 CHECK (in_flight IN (0, 1)),  -- begun, outcome not recorded yet
    attempts         INTEGER NOT NULL DEFAULT 0,
    uncertain        INTEGER NOT NULL DEFAULT 0 CHECK (uncertain IN (0, 1)),  -- an answer was lost once: twin possible
    refusals         INTEGER NOT NULL DEFAULT 0,     -- answers for good; after the first it is tried once more
    urgent           INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1)),
    queued_at        INTEGER NOT NULL,
    next_attempt_at  INTEGER NOT NULL,
    first_attempt_at INTEGER,
    accepted_at      INTEGER,                        -- a server said 2xx
    bounced_at       INTEGER,                        -- and later that it could not deliver it
    last_code        INTEGER,                        -- SMTP code only: reply texts hold addresses
    last_enhanced    TEXT,
    last_stage       TEXT,
    held_reason      TEXT,
    hash             TEXT NOT NULL,                  -- keyed hash of the octets, hex: its name in the vault
    size             INTEGER NOT NULL,
    token_sha256     TEXT,                           -- of the token in its Reply-To; the token itself is not kept
    token_expires_at INTEGER,                        -- NULL: the token ends with the case
    return_sha256    TEXT,                           -- of the token in its return path, to which bounces go
    UNIQUE (cause, kind, recipient, revision)
) STRICT;
CREATE INDEX letter_due ON letter (urgent DESC, next_attempt_at, letter_id, recipient) WHERE state IN ('queued', 'deferred');
CREATE INDEX letter_next ON letter (next_attempt_at) WHERE state IN ('queued', 'deferred');
CREATE INDEX letter_case ON letter (case_id);
CREATE INDEX letter_in_flight ON letter (letter_id) WHERE in_flight = 1;
CREATE INDEX letter_refused ON letter (letter_id) WHERE refusals > 0;
CREATE INDEX letter_held ON letter (letter_id) WHERE state = 'held';
CREATE INDEX letter_hash ON letter (hash);
CREATE UNIQUE INDEX letter_token ON letter (token_sha256) WHERE token_sha256 IS NOT NULL;
CREATE UNIQUE INDEX letter_return ON letter (return_sha256) WHERE return_sha256 IS NOT NULL;

-- Answers to our letters that counted, each once: the key is the letter (its token) and a keyed hash of what the
-- answer says, without the trace fields that a second sending would change. word is empty for a line that was not
-- understood; NOTE TAKEDOWN SENT and NOTE CHILD REPORT SENT end the clocks of that name from here.
CREATE TABLE answer (
    letter_id INTEGER NOT NULL REFERENCES letter (letter_id),
    content   BLOB NOT NULL CHECK (length(content) = 32),
    case_id   BLOB NOT NULL REFERENCES case_file (case_id),  -- the answer's own row
    at        INTEGER NOT NULL,
    word      TEXT NOT NULL,
    PRIMARY KEY (letter_id, content)
) STRICT;
CREATE INDEX answer_at ON answer (at);

-- Her contact number, released by RECEIVED to the station that has to call her, once for each station that the call
-- passes to: or the case shown to the desk, with the reason.
CREATE TABLE contact_release (
    release_id INTEGER PRIMARY KEY,
    case_id    BLOB NOT NULL REFERENCES case_file (case_id),
    at         INTEGER NOT NULL,
    local_day  TEXT NOT NULL,
    actor      TEXT NOT NULL,
    station    TEXT NOT NULL,
    mask       TEXT,                                 -- 'PHONE-K7Q2'; NULL when the case was shown to the desk
    withheld   TEXT                                  -- why it was: no_number, several, ...
) STRICT;
CREATE INDEX contact_release_case ON contact_release (case_id);
CREATE INDEX contact_release_day ON contact_release (station, local_day);

-- Covered values that a station asked for. mask is 'PHONE-K7Q2', or 'FIR' for name, address and phone in one; the
-- value itself lies in the vault and nowhere else.
CREATE TABLE reveal (
    reveal_id   INTEGER PRIMARY KEY,
    case_id     BLOB NOT NULL REFERENCES case_file (case_id),
    cause       TEXT NOT NULL UNIQUE,                -- of the mail that asked
    mask        TEXT NOT NULL,
    what_type   TEXT NOT NULL,                       -- 'PHONE'; 'PERSON,ADDRESS,PHONE' for FIR
    reason      TEXT NOT NULL CHECK (reason IN (
                    'first_call', 'investigation_order', 'her_wish', 'danger_to_life', 'court_order')),
    actor       TEXT NOT NULL,
    station     TEXT NOT NULL,
    asked_at    INTEGER NOT NULL,
    local_day   TEXT NOT NULL,
    needed      INTEGER NOT NULL CHECK (needed IN (1, 2)),
    state       TEXT NOT NULL CHECK (state IN ('awaiting_two', 'awaiting_one', 'sent', 'refused', 'expired')),
    refused_why TEXT,                                -- approver, case_limit, station_limit, no_approvers, destroyed, ...
    expires_at  INTEGER NOT NULL,
    ended_at    INTEGER
) STRICT;
CREATE INDEX reveal_case ON reveal (case_id);
CREATE INDEX reveal_day ON reveal (station, local_day);
CREATE INDEX reveal_waiting ON reveal (expires_at) WHERE state IN ('awaiting_two', 'awaiting_one');

-- Who approved or refused; each approver once.
CREATE TABLE reveal_vote (
    reveal_id INTEGER NOT NULL REFERENCES reveal (reveal_id),
    approver  TEXT NOT NULL,                         -- 'approver.1'
    vote      TEXT NOT NULL CHECK (vote IN ('approve', 'refuse')),
    at        INTEGER NOT NULL,
    PRIMARY KEY (reveal_id, approver)
) STRICT;

-- At most one acknowledgement per address and local day. address_hash is made with a key of that day; rows of
-- earlier days are deleted.
CREATE TABLE acknowledged_address (
    local_day    TEXT NOT NULL,
    address_hash BLOB NOT NULL CHECK (length(address_hash) = 32),
    PRIMARY KEY (local_day, address_hash)
) STRICT;

-- Sets of rules: those that decided, and those that were refused. files is JSON, name -> text, so that the last good
-- set can be used when the files on disk are wrong at a start.
CREATE TABLE rule_set (
    rule_set_id INTEGER PRIMARY KEY,
    sha256      TEXT NOT NULL,
    at          INTEGER NOT NULL,
    refused     INTEGER NOT NULL CHECK (refused IN (0, 1)),
    problems    INTEGER NOT NULL,
    files       TEXT
) STRICT;

-- Orders to destroy a case before its time: two persons, then ten minutes.
CREATE TABLE shred_order (
    case_id      BLOB PRIMARY KEY REFERENCES case_file (case_id),
    order_no     TEXT NOT NULL,
    ordered_by   TEXT NOT NULL,                      -- admin:UID
    ordered_at   INTEGER NOT NULL,
    confirmed_by TEXT CHECK (confirmed_by <> ordered_by),
    confirmed_at INTEGER,
    done_at      INTEGER
) STRICT;

-- The stations as the active rules name them, for the view v1_station_load and the review page.
CREATE TABLE station (
    station          TEXT PRIMARY KEY,
    district         TEXT NOT NULL,
    name             TEXT NOT NULL DEFAULT '',
    name_ml          TEXT NOT NULL DEFAULT '',
    trained_officers INTEGER                         -- NULL: no register says
) STRICT;

-- The audit trail. One row per step, written in the transaction of the step. Rows are never changed and never
-- deleted, not even when a case is forgotten: they hold nothing that could identify anybody.
--
--   leaf  = SHA-256(0x00 | canonical octets of seq, ts, boot, mono, actor, kind, case_id, station, attrs)
--   chain = SHA-256(prev | leaf); prev is the chain of the row before, 32 zero octets for the first
--
-- Canonical octets of a column: 'N' for NULL; 'I' and 8 octets, big-endian two's complement; 'T' and 'B' with a
-- length of 4 octets, big-endian, before the octets of the text (UTF-8) or blob.
CREATE TABLE audit_event (
    seq     INTEGER PRIMARY KEY,                     -- 1, 2, 3, ... without a gap
    ts      INTEGER NOT NULL,                        -- wall clock
    boot    BLOB NOT NULL CHECK (length(boot) = 16), -- which boot of the machine
    mono    INTEGER NOT NULL,                        -- milliseconds since that boot: shows a clock that was turned
    actor   TEXT NOT NULL,                           -- daemon, officer:ID, desk:ID, admin:UID
    kind    TEXT NOT NULL,                           -- of a closed list; `aparajita audit list` explains each
    case_id BLOB CHECK (case_id IS NULL OR length(case_id) = 16),
    station TEXT,
    attrs   TEXT NOT NULL CHECK (length(CAST(attrs AS BLOB)) <= 512),  -- canonical JSON, closed list of keys
    prev    BLOB NOT NULL CHECK (length(prev) = 32),
    leaf    BLOB NOT NULL CHECK (length(leaf) = 32),
    chain   BLOB NOT NULL CHECK (length(chain) = 32)
) STRICT;
CREATE INDEX audit_event_case ON audit_event (case_id, seq) WHERE case_id IS NOT NULL;

-- Guards against mistakes of our own program; a person with the file can remove them, which is why the chain's head
-- must be kept elsewhere too.
CREATE TRIGGER audit_event_is_never_changed BEFORE UPDATE ON audit_event
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is never changed');
END;
CREATE TRIGGER audit_event_is_never_deleted BEFORE DELETE ON audit_event
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is never deleted');
END;
CREATE TRIGGER audit_event_only_grows BEFORE INSERT ON audit_event
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_event)
  OR NEW.prev IS NOT coalesce((SELECT chain FROM audit_event ORDER BY seq DESC LIMIT 1), zeroblob(32))
BEGIN
    SELECT RAISE(ABORT, 'the audit trail only grows at its end');
END;

-- The tree over the leaves of the trail (RFC 6962 section 2.1): hash = SHA-256(0x01 | left | right) of the complete
-- subtree over the events idx * 2^level + 1 ... (idx + 1) * 2^level. Level 0 is the column leaf itself. Could be
-- computed anew at any time; kept so that a proof is quick. daemon/audit/FORMAT.md has all of it.
CREATE TABLE audit_node (
    level INTEGER NOT NULL CHECK (level > 0),
    idx   INTEGER NOT NULL,
    hash  BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID;

-- Keys that signed checkpoints: vkey is what an auditor must have got by another way than this file.
CREATE TABLE audit_key (
    key_id BLOB PRIMARY KEY CHECK (length(key_id) = 4),
    vkey   TEXT NOT NULL,
    since  INTEGER NOT NULL
) STRICT;

-- Signed tree heads: root over the events 1 ... size; the event number size is the checkpoint's own. The auditors have
-- each by mail: only their copies prove that nothing here was made anew.
CREATE TABLE audit_checkpoint (
    size   INTEGER PRIMARY KEY,
    root   BLOB NOT NULL CHECK (length(root) = 32),
    ts     INTEGER NOT NULL,
    key_id BLOB NOT NULL REFERENCES audit_key (key_id),
    note   TEXT NOT NULL                             -- C2SP tlog-checkpoint, signed
) STRICT;

CREATE TRIGGER audit_node_is_never_changed BEFORE UPDATE ON audit_node
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is never changed');
END;
CREATE TRIGGER audit_node_is_never_deleted BEFORE DELETE ON audit_node
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is never deleted');
END;
CREATE TRIGGER audit_checkpoint_is_never_changed BEFORE UPDATE ON audit_checkpoint
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is never changed');
END;
CREATE TRIGGER audit_checkpoint_is_never_deleted BEFORE DELETE ON audit_checkpoint
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is never deleted');
END;
CREATE TRIGGER audit_checkpoint_only_grows BEFORE INSERT ON audit_checkpoint
WHEN NEW.size <= (SELECT coalesce(max(size), 0) FROM audit_checkpoint)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail only grows at its end');
END;

-- The views: a contract. Columns may be added, none is removed or changed in meaning while it is called v1.

-- One row per case. due_at: when the clock of clocks.yaml that ends first ends, due_clock its name, as the daemon noted
-- them when it last looked; late is computed against the clock of whoever asks. first_contact_at is NULL until contact
-- is recorded. purged_at: when all that was kept for the case was destroyed.
-- attached_to: this mail belongs to that case. wish: hers about legal action, as an officer heard it from her. outcome
-- and closed_at are of the last closing and stay when the case is opened again; reopened counts how often it was.
CREATE VIEW v1_case AS
SELECT c.case_no,
       strftime('%Y-%m-%dT%H:%M:%SZ', c.received_at, 'unixepoch') AS received_at,
       c.kind,
       c.category,
       c.urgent,
       c.child,
       c.state,
       c.station,
       strftime('%Y-%m-%dT%H:%M:%SZ', c.contacted_at, 'unixepoch') AS first_contact_at,
       CASE WHEN c.state = 'closed' THEN NULL
            ELSE (CAST(strftime('%s', 'now') AS INTEGER) - c.received_at) / 86400 END AS days_open,
       CASE WHEN c.state IN ('with_desk', 'quarantined', 'check_call') THEN 'desk'
            WHEN c.state IN ('received') THEN 'daemon'
            WHEN c.state = 'closed' THEN NULL
            ELSE 'station' END AS pending_with,
       CASE WHEN c.state <> 'closed'
            THEN strftime('%Y-%m-%dT%H:%M:%SZ', c.due_at, 'unixepoch') END AS due_at,
       (c.state <> 'closed' AND c.due_at IS NOT NULL
            AND c.due_at < CAST(strftime('%s', 'now') AS INTEGER)) AS late,
       c.mail_safety,
       (SELECT p.case_no FROM case_file p WHERE p.case_id = c.attached_to) AS attached_to,
       c.outcome,
       strftime('%Y-%m-%dT%H:%M:%SZ', c.closed_at, 'unixepoch') AS closed_at,
       c.legal_hold,
       strftime('%Y-%m-%dT%H:%M:%SZ', c.purged_at, 'unixepoch') AS purged_at,
       strftime('%Y-%m-%dT%H:%M:%SZ', c.purge_announced_at, 'unixepoch') AS purge_announced_at,
       c.wish,
       c.reopened,
       CASE WHEN c.state <> 'closed' THEN c.due_clock END AS due_clock
FROM case_file c;

-- The life of a case, in order. Events of a follow-up stand under the case it belongs to; mail_no is its own number.
CREATE VIEW v1_case_event AS
SELECT coalesce(p.case_no, c.case_no) AS case_no,
       e.seq,
       strftime('%Y-%m-%dT%H:%M:%SZ', e.ts, 'unixepoch') AS at,
       e.actor,
       e.kind AS event,
       e.station,
       e.attrs AS detail,
       c.case_no AS mail_no
FROM audit_event e
JOIN case_file c ON c.case_id = e.case_id
LEFT JOIN case_file p ON p.case_id = c.attached_to;

-- Every outgoing letter. uncertain = 1: the answer of the server was lost once, the receiver may have a twin (an
-- acknowledgement is then `sent` and never repeated).
CREATE VIEW v1_letter AS
SELECT coalesce(p.case_no, c.case_no) AS case_no,
       l.kind,
       l.recipient,
       l.state,
       l.attempts,
       strftime('%Y-%m-%dT%H:%M:%SZ', l.first_attempt_at, 'unixepoch') AS first_attempt_at,
       strftime('%Y-%m-%dT%H:%M:%SZ', l.accepted_at, 'unixepoch') AS accepted_at,
       l.uncertain,
       l.letter_id AS letter,
       strftime('%Y-%m-%dT%H:%M:%SZ', l.queued_at, 'unixepoch') AS queued_at,
       c.case_no AS mail_no
FROM letter l
LEFT JOIN case_file c ON c.case_id = l.case_id
LEFT JOIN case_file p ON p.case_id = c.attached_to;

-- Every mail seen in the mailbox.
CREATE VIEW v1_intake AS
SELECT m.folder AS mailbox,
       m.uidvalidity,
       m.uid,
       strftime('%Y-%m-%dT%H:%M:%SZ', m.first_seen_at, 'unixepoch') AS first_seen_at,
       m.state,
       c.case_no,
       m.role
FROM mail m
LEFT JOIN case_file c ON c.case_id = m.case_id;

-- One row per station of the active rules. answered_within_24h: cases where an answer of the station came within 24
-- hours after a server took its letter. median_hours_to_receive: from our custody to the station's RECEIVED, over the
-- cases that have one; the lower of the two middle ones when their number is even.
CREATE VIEW v1_station_load AS
SELECT s.station,
       s.district,
       count(c.case_id) AS received,
       coalesce(sum(c.state <> 'closed'), 0) AS open,
       coalesce(sum(c.state <> 'closed' AND c.due_at IS NOT NULL
                    AND c.due_at < CAST(strftime('%s', 'now') AS INTEGER)), 0) AS late,
       coalesce(sum(EXISTS (SELECT 1 FROM audit_event a
                            JOIN letter l ON l.case_id = a.case_id AND l.kind = 'station'
                            WHERE a.case_id = c.case_id AND a.kind = 'officer_answer'
                              AND a.ts BETWEEN l.accepted_at AND l.accepted_at + 86400)), 0) AS answered_within_24h,
       coalesce(sum(c.state = 'closed'), 0) AS closed,
       (SELECT round(h.hours, 2)
        FROM (SELECT station,
                     (confirmed_at - received_at) / 3600.0 AS hours,
                     row_number() OVER (PARTITION BY station ORDER BY confirmed_at - received_at) AS i,
                     count(*) OVER (PARTITION BY station) AS k
              FROM case_file WHERE confirmed_at IS NOT NULL) h
        WHERE h.station = s.station AND h.i = (h.k + 1) / 2)
           AS median_hours_to_receive,
       s.trained_officers
FROM station s
LEFT JOIN case_file c ON c.station = s.station
GROUP BY s.station;

-- How closed cases ended, by month of closing. A case that is opened again counts no more until it is closed again.
-- district is NULL where no station had the case.
CREATE VIEW v1_outcome AS
SELECT substr(c.closed_day, 1, 7) AS month,
       s.district,
       c.outcome,
       count(*) AS cases
FROM case_file c
LEFT JOIN station s ON s.station = c.station
WHERE c.state = 'closed' AND c.outcome IS NOT NULL
GROUP BY month, s.district, c.outcome;

-- Every routing decision.
CREATE VIEW v1_decision AS
SELECT c.case_no,
       strftime('%Y-%m-%dT%H:%M:%SZ', d.at, 'unixepoch') AS at,
       d.action,
       d.station,
       d.reason,
       d.score,
       d.lead,
       d.rules_sha256,
       d.evidence_kinds,
       d.rule
FROM decision d
JOIN case_file c ON c.case_id = d.case_id;

-- Every value of a case that was asked for or released, without the value. kind: reveal (asked with a token, approved
-- by the desk), contact (her number for the first call, released by RECEIVED, a row for each station that the call
-- passed to; approved by nobody, by design) or opening
-- (the sealed original, handed out by an order whose number stands in the trail). state:
-- awaiting, sent, refused, expired; a contact that went to the desk instead is refused, with its reason in refused_why.
CREATE VIEW v1_reveal AS
SELECT c.case_no,
       strftime('%Y-%m-%dT%H:%M:%SZ', r.asked_at, 'unixepoch') AS at,
       r.actor,
       r.what_type,
       r.reason,
       (SELECT group_concat(approver, ',') FROM (SELECT v.approver FROM reveal_vote v
            WHERE v.reveal_id = r.reveal_id AND v.vote = 'approve' ORDER BY v.at, v.approver)) AS approved_by,
       'reveal' AS kind,
       r.station,
       r.mask,
       CASE WHEN r.state IN ('awaiting_two', 'awaiting_one') THEN 'awaiting' ELSE r.state END AS state,
       r.refused_why,
       strftime('%Y-%m-%dT%H:%M:%SZ', r.ended_at, 'unixepoch') AS ended_at
FROM reveal r
JOIN case_file c ON c.case_id = r.case_id
UNION ALL
SELECT c.case_no,
       strftime('%Y-%m-%dT%H:%M:%SZ', k.at, 'unixepoch'),
       k.actor,
       'PHONE',
       'first_call',
       NULL,
       'contact',
       k.station,
       k.mask,
       CASE WHEN k.withheld IS NULL THEN 'sent' ELSE 'refused' END,
       k.withheld,
       strftime('%Y-%m-%dT%H:%M:%SZ', k.at, 'unixepoch')
FROM contact_release k
JOIN case_file c ON c.case_id = k.case_id
UNION ALL
SELECT c.case_no,
       strftime('%Y-%m-%dT%H:%M:%SZ', e.ts, 'unixepoch'),
       e.actor,
       'ORIGINAL',
       'order',
       NULL,
       'opening',
       c.station,
       NULL,
       'sent',
       NULL,
       strftime('%Y-%m-%dT%H:%M:%SZ', e.ts, 'unixepoch')
FROM audit_event e
JOIN case_file c ON c.case_id = e.case_id
WHERE e.kind = 'original_opened';

-- Every set of rules that was active or refused.
CREATE VIEW v1_rules AS
SELECT sha256,
       strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch') AS activated_at,
       refused,
       problems
FROM rule_set;

-- Of each local day of arrival: received = accepted + answered + open + quarantined + bulk, each mail in exactly
-- one. received counts mails (the mailbox side), the rest counts cases (our side), so the difference tells when the
-- two sides do not agree. Further copies of the same octets are not mails of their own.
CREATE VIEW v1_balance AS
WITH side_of_mails AS (
    SELECT local_day AS day, count(*) AS received FROM mail WHERE role = 'first' GROUP BY local_day
),
placed AS (
    SELECT c.local_day AS day,
           CASE WHEN c.state = 'quarantined' THEN 'quarantined'
                WHEN c.action = 'digest' THEN 'bulk'
                WHEN EXISTS (SELECT 1 FROM mail m JOIN letter l ON l.cause = m.cause
                             WHERE m.case_id = c.case_id AND m.role = 'first'
                               AND l.kind IN ('station', 'desk') AND l.accepted_at IS NOT NULL) THEN 'accepted'
                WHEN c.recorded_at IS NOT NULL THEN 'answered'
                ELSE 'open' END AS place
    FROM case_file c
),
side_of_cases AS (
    SELECT day,
           sum(place = 'accepted') AS accepted,
           sum(place = 'answered') AS answered,
           sum(place = 'open') AS open,
           sum(place = 'quarantined') AS quarantined,
           sum(place = 'bulk') AS bulk
    FROM placed GROUP BY day
),
days AS (SELECT day FROM side_of_mails UNION SELECT day FROM side_of_cases)
SELECT d.day,
       coalesce(m.received, 0) AS received,
       coalesce(c.accepted, 0) AS accepted,
       coalesce(c.answered, 0) AS answered,
       coalesce(c.open, 0) AS open,
       coalesce(c.quarantined, 0) AS quarantined,
       coalesce(c.bulk, 0) AS bulk,
       coalesce(m.received, 0) - coalesce(c.accepted + c.answered + c.open + c.quarantined + c.bulk, 0) AS difference
FROM days d
LEFT JOIN side_of_mails m ON m.day = d.day
LEFT JOIN side_of_cases c ON c.day = d.day;

-- Every checkpoint. sent_to: the auditors whose server took it. cosigned_by is NULL: their answers are not kept yet.
CREATE VIEW v1_checkpoint AS
SELECT k.size,
       lower(hex(k.root)) AS root,
       strftime('%Y-%m-%dT%H:%M:%SZ', k.ts, 'unixepoch') AS at,
       (SELECT group_concat(recipient, ',') FROM (SELECT l.recipient FROM letter l
            WHERE l.kind = 'checkpoint' AND l.cause = 'checkpoint|' || k.size AND l.accepted_at IS NOT NULL
            ORDER BY l.recipient)) AS sent_to,
       CAST(NULL AS TEXT) AS cosigned_by
FROM audit_checkpoint k;

-- === DATABASE vault.db ===

PRAGMA application_id = 0x41504A32;
PRAGMA user_version = 2;

-- Facts about this file. keys: a keyed hash that tells whether the server's keys are those it was made with.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- The key of each case, wrapped by the server's vault key and by a share of its own, which lies in the key file
-- case_shares and in no backup of this file. Everything below that bears the case_id is locked under the key: with the
-- share destroyed it is noise, in every copy of this file.
CREATE TABLE case_key (
    case_id    BLOB PRIMARY KEY CHECK (length(case_id) = 16),
    wrapped    BLOB NOT NULL,
    share      INTEGER NOT NULL,                     -- of the key file case_shares
    created_at INTEGER NOT NULL
) STRICT;

-- Larger pieces, stored in chunks. kind original: the mail as it came, sealed to the records office, which alone can
-- open it. kind working_copy: the same mail locked under the case key, destroyed 72 hours after it was done with. kind
-- letter: a letter of ours with its address, as sent, locked; its name is the keyed hash that stands in aparajita.db.
CREATE TABLE piece (
    piece_id   INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('original', 'working_copy', 'letter')),
    name       TEXT NOT NULL,                        -- keyed hash of a letter, else the case_id in hex
    case_id    BLOB CHECK (length(case_id) = 16),    -- NULL: a letter of no case, locked under the vault key
    size       INTEGER NOT NULL,                     -- octets as stored
    sha256     BLOB NOT NULL CHECK (length(sha256) = 32),  -- of the octets as stored
    created_at INTEGER NOT NULL,
    UNIQUE (kind, name)
) STRICT;
CREATE INDEX piece_case ON piece (case_id);

CREATE TABLE piece_chunk (
    piece_id INTEGER NOT NULL REFERENCES piece (piece_id) ON DELETE CASCADE,
    n        INTEGER NOT NULL,                       -- 0, 1, 2, ...
    octets   BLOB NOT NULL,
    UNIQUE (piece_id, n)
) STRICT;

-- Smaller secrets of a case, locked under its key. kind: address (hers), ref (the four characters a caller says
-- first), seed (of the mask tokens), covered (masked values), contact (which number she may be called on, or why none;
-- her name as her mail program gives it), facts, rendering (the redacted text as station, desk, urgent desk and cyber
-- cell may read it, what a letter says above it, and which values one of them sees whole: later letters are composed
-- from it, and proved against it), message_id, mail_sha256 and parts (what the certificate says of the mail: whoever
-- has the same mail must not find it here by its hash).
CREATE TABLE secret (
    case_id    BLOB NOT NULL CHECK (length(case_id) = 16),
    kind       TEXT NOT NULL,
    locked     BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, kind)
) STRICT;

-- Keyed hash of the address a case came from, to know a further mail of the same sender.
CREATE TABLE sender (
    case_id      BLOB PRIMARY KEY CHECK (length(case_id) = 16),
    address_hash BLOB NOT NULL CHECK (length(address_hash) = 32),
    created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX sender_address ON sender (address_hash);

-- Keyed hash of Message-ID, Date and text of the mail a case came from, to know one that came again with other octets.
CREATE TABLE likeness (
    case_id    BLOB PRIMARY KEY CHECK (length(case_id) = 16),
    likeness   BLOB NOT NULL CHECK (length(likeness) = 32),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX likeness_of ON likeness (likeness);
