-- Who read the trail of which case, and how?
SELECT case_no, at, actor, event, detail
FROM v1_case_event
WHERE event IN ('read_case', 'original_opened')
ORDER BY seq;
