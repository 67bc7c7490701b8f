-- Which letters did a station's server take more than 24 hours ago, and no officer confirmed?
WITH confirmed AS MATERIALIZED (
    SELECT case_no FROM v1_case_event WHERE event = 'confirmed' ORDER BY seq -- in the order of the file, which is quicker
)
SELECT case_no, recipient AS station, min(accepted_at) AS accepted_at
FROM v1_letter
WHERE kind = 'station'
  AND accepted_at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-24 hours')
  AND case_no NOT IN (SELECT case_no FROM confirmed)
GROUP BY case_no, recipient
ORDER BY accepted_at;
