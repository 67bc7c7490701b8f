-- What happened to one case, in order? Needs its number; the question itself is logged.
SELECT seq, at, actor, event, station, detail, mail_no
FROM v1_case_event
WHERE case_no = ?1
ORDER BY seq;
