TRUNCATE street;
INSERT INTO street VALUES (1, 1, 'after truncate');
-- several tables by one command
TRUNCATE country, city, street;
BEGIN;
INSERT INTO country VALUES ('X', 'before the truncate');
INSERT INTO city VALUES (1, 'X', 'goes away');
TRUNCATE country CASCADE;
INSERT INTO country VALUES ('X', 'after the truncate'), ('Y', 'y');
INSERT INTO city VALUES (1, 'X', 'stays');
COMMIT;
-- truncated twice, with rows in between and after
BEGIN;
INSERT INTO street VALUES (1, 1, 'first');
TRUNCATE street;
INSERT INTO street VALUES (1, 1, 'second');
UPDATE street SET name = 'second, changed' WHERE id = 1;
TRUNCATE street;
INSERT INTO street VALUES (1, 1, 'third'), (2, 1, 'fourth');
DELETE FROM street WHERE id = 2;
COMMIT;
TRUNCATE unrelated RESTART IDENTITY;
INSERT INTO unrelated (what) VALUES ('first again');
BEGIN;
INSERT INTO log_without_key VALUES ('gone');
TRUNCATE log_without_key;
INSERT INTO log_without_key VALUES ('twice'), ('twice');
COMMIT;
BEGIN;
TRUNCATE unrelated;
ROLLBACK;
-- an empty table
TRUNCATE street;
TRUNCATE street;
