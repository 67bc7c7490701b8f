-- How long from custody until the station's server took the letter: median and worst, per station, in seconds?
WITH accepted AS (
    SELECT case_id, station, min(ts) AS ts
    FROM audit_event
    WHERE kind = 'accepted' AND station IS NOT NULL AND case_id IS NOT NULL
    GROUP BY case_id, station
),
took AS (
    SELECT a.station, a.ts - r.ts AS seconds
    FROM audit_event r
    JOIN accepted a ON a.case_id = r.case_id
    WHERE r.kind = 'received'
),
ranked AS (
    SELECT station, seconds,
           row_number() OVER (PARTITION BY station ORDER BY seconds) AS i,
           count(*) OVER (PARTITION BY station) AS k
    FROM took
)
SELECT station, k AS letters, max(CASE WHEN i = (k + 1) / 2 THEN seconds END) AS median, max(seconds) AS worst
FROM ranked
GROUP BY station
ORDER BY worst DESC;
