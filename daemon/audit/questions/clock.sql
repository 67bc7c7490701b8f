-- Did the clock go back, or jump by more than two minutes against the uptime of the machine?
SELECT seq, strftime('%Y-%m-%dT%H:%M:%SZ', ts, 'unixepoch') AS at, d_ts AS seconds_by_clock, d_mono AS seconds_by_uptime
FROM (SELECT seq, ts, ts - lag(ts) OVER w AS d_ts, (mono - lag(mono) OVER w) / 1000 AS d_mono, boot = lag(boot) OVER w AS same
      FROM audit_event WINDOW w AS (ORDER BY seq))
WHERE d_ts < 0 OR (same AND abs(d_ts - d_mono) > 120)
ORDER BY seq;
