-- Which cases did a person give to another station or to the desk, who, when, why?
SELECT case_no, at, actor, station, detail
FROM v1_case_event
WHERE event = 'moved' AND actor <> 'daemon'
ORDER BY seq;
