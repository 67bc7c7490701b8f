-- Which rule, in which version of the rules, chose the stations, and how often?
SELECT d.station, d.reason, d.rule, d.rules_sha256, count(*) AS decisions, max(d.at) AS last
FROM v1_decision d
WHERE d.station IS NOT NULL
GROUP BY d.station, d.reason, d.rule, d.rules_sha256
ORDER BY d.station, decisions DESC;
