-- Which cases are past their retention, not purged and not on legal hold? Must be empty.
-- Oversight is told 7 days ahead; one day more is allowed for the purge itself.
SELECT case_no, closed_at, outcome, purge_announced_at
FROM v1_case
WHERE purged_at IS NULL AND legal_hold = 0
  AND purge_announced_at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-8 days')
ORDER BY purge_announced_at;
