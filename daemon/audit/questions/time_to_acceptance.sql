-- How long from custody until the station's server took the letter: median and worst, per station, in seconds?
-- One pass over the trail for each kind: by the index of cases it would be read out of order, page by page.
WITH accepted AS MATERIALIZED (
    SELECT case_id, station, min(ts) AS ts
    FROM audit_event NOT INDEXED
    WHERE kind = 'accepted' AND station IS NOT NULL AND case_id IS NOT NULL
    GROUP BY case_id, station
),
received AS MATERIALIZED (
    SELECT case_id, ts FROM audit_event NOT INDEXED WHERE kind = 'received'
),
took AS MATERIALIZED (
    SELECT a.station, a.ts - r.ts AS seconds
    FROM accepted a
    JOIN received r ON r.case_id = a.case_id
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
