-- Did the clock go back, or jump by more than two minutes against the uptime of the machine?
SELECT e.seq, strftime('%Y-%m-%dT%H:%M:%SZ', e.ts, 'unixepoch') AS at, e.ts - b.ts AS seconds_by_clock,
       (e.mono - b.mono) / 1000 AS seconds_by_uptime
FROM audit_event b
CROSS JOIN audit_event e ON e.seq = b.seq + 1
WHERE e.ts < b.ts
   OR (e.boot = b.boot AND abs(e.ts - b.ts - (e.mono - b.mono) / 1000) > 120)
ORDER BY b.seq;
