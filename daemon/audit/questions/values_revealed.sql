-- Who asked for covered values, who approved, what was revealed, and for which reason?
SELECT case_no, at, actor, kind, what_type, reason, approved_by, state, refused_why
FROM v1_reveal
WHERE kind <> 'opening'
ORDER BY at;
