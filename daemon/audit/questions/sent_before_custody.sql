-- Was anything sent before we had custody of the mail? Must be empty.
SELECT a.seq, strftime('%Y-%m-%dT%H:%M:%SZ', a.ts, 'unixepoch') AS at, lower(hex(a.case_id)) AS case_id
FROM audit_event a
WHERE a.kind = 'attempt' AND a.case_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM audit_event r
                  WHERE r.case_id = a.case_id AND r.seq < a.seq
                    AND r.kind IN ('received', 'recovered', 'quarantined'))
ORDER BY a.seq;
