-- Which mails were received and taken by nobody yet, the oldest first?
-- Answered mails whose effect is complete without a letter, and bulk mail, are not among them.
WITH recorded AS MATERIALIZED (
    SELECT mail_no FROM v1_case_event WHERE event = 'recorded' ORDER BY seq -- in the order of the file, which is quicker
)
SELECT c.case_no, c.received_at, c.kind, c.state, c.station
FROM v1_case c
WHERE c.state NOT IN ('closed', 'quarantined')
  AND c.attached_to IS NULL
  AND c.case_no NOT IN (SELECT mail_no FROM v1_letter
                        WHERE kind IN ('station', 'desk') AND accepted_at IS NOT NULL AND mail_no IS NOT NULL)
  AND c.case_no NOT IN (SELECT mail_no FROM recorded)
ORDER BY c.received_at;
