-- Does every day balance? received = accepted + answered + open + quarantined + bulk; difference must be 0.
SELECT day, received, accepted, answered, open, quarantined, bulk, difference
FROM v1_balance
ORDER BY day;
