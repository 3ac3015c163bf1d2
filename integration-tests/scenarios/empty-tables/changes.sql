INSERT INTO first VALUES (1, 'the first row of all');
BEGIN;
INSERT INTO first VALUES (2, 'two');
INSERT INTO second VALUES (1, 'one');
COMMIT;
DELETE FROM first;
TRUNCATE second;
INSERT INTO second VALUES (1, 'again');
