-- What a daemon of version 1 may have left: a case with its mail, an uncertain letter, an event. For aparajita.db.
INSERT INTO meta (key, value) VALUES ('created_at', '1795327200');
INSERT INTO lease (only_row, epoch, taken_at) VALUES (1, 7, 1795327200);
INSERT INTO case_counter (year, last) VALUES (2026, 42);
INSERT INTO case_file (case_id, year, serial, received_at, local_day, kind, state, station, action)
VALUES (x'00112233445566778899aabbccddeeff', 2026, 42, 1795327300, '2026-11-22', 'complaint', 'with_station',
        'tvc.museum', 'forward');
INSERT INTO mail (folder, uidvalidity, uid, role, first_seen_at, internal_date, local_day, content, case_id, state)
VALUES ('INBOX', 7, 3, 'first', 1795327300, 1795327290, '2026-11-22', zeroblob(32),
        x'00112233445566778899aabbccddeeff', 'decided');
INSERT INTO decision (case_id, at, action, station, reason, score, lead, rules_sha256, evidence_kinds)
VALUES (x'00112233445566778899aabbccddeeff', 1795327310, 'forward', 'tvc.museum', 'residence', 70.0, 35.0, 'sha256:00',
        'residence');
INSERT INTO letter (case_id, cause, kind, recipient, message_id, state, attempts, uncertain, queued_at, next_attempt_at,
                    hash, size)
VALUES (x'00112233445566778899aabbccddeeff',
        '0000000000000000000000000000000000000000000000000000000000000000', 'station', 'tvc.museum',
        'golden@example.org', 'deferred', 2, 1, 1795327310, 1795327900, 'ff', 4096);
INSERT INTO audit_event (seq, ts, boot, mono, actor, kind, case_id, attrs, prev, leaf, chain)
VALUES (1, 1795327200, zeroblob(16), 0, 'daemon', 'started', NULL, '{}', zeroblob(32), zeroblob(32), zeroblob(32)),
       (2, 1795330000, zeroblob(16), 0, 'officer:tvc.museum', 'signed', x'00112233445566778899aabbccddeeff', '{}',
        zeroblob(32), zeroblob(32), zeroblob(32)),
       (3, 1795340000, zeroblob(16), 0, 'officer:tvc.museum', 'signed', x'00112233445566778899aabbccddeeff', '{}',
        zeroblob(32), zeroblob(32), zeroblob(32));
