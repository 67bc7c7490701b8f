-- Which cases did a person give to another station, who, when?
SELECT case_no, at, actor, station, detail
FROM v1_case_event
WHERE event = 'routed' AND actor <> 'daemon'
ORDER BY seq;
