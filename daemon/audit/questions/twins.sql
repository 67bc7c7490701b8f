-- Where may somebody have got a letter twice? How often an answer was lost and the letter sent again.
SELECT l.case_no, l.letter, l.kind, l.recipient, l.attempts
FROM v1_letter l
WHERE l.uncertain = 1 AND l.attempts > 1
ORDER BY l.letter;
