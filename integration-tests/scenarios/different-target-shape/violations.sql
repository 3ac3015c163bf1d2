SELECT id FROM reading WHERE extra IS DISTINCT FROM 'only here' OR copied_at IS NULL;
SELECT 'a table that is not captured was changed' WHERE (SELECT count(*) FROM only_on_the_target) <> 1;
