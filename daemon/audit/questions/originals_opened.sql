-- Who had sealed originals handed out, and on which order?
SELECT case_no, at, actor, detail
FROM v1_case_event
WHERE event = 'original_opened'
ORDER BY seq;
