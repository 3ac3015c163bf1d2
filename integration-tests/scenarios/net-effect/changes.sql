-- the same row, many times
DO $$ BEGIN FOR i IN 1..500 LOOP UPDATE thing SET n = i WHERE id = 1; END LOOP; END $$;
-- came and went
BEGIN;
INSERT INTO thing VALUES (100, 'x', 'x');
DELETE FROM thing WHERE id = 100;
COMMIT;
BEGIN;
INSERT INTO thing VALUES (100, 'x', 'x');
UPDATE thing SET a = 'y' WHERE id = 100;
DELETE FROM thing WHERE id = 100;
INSERT INTO thing VALUES (100, 'z', NULL);
COMMIT;
-- went and came
BEGIN;
DELETE FROM thing WHERE id = 2;
INSERT INTO thing VALUES (2, 'reborn', NULL);
COMMIT;
BEGIN;
UPDATE thing SET a = 'changed first' WHERE id = 3;
DELETE FROM thing WHERE id = 3;
INSERT INTO thing (id, a) VALUES (3, 'reborn');
UPDATE thing SET b = 'and changed' WHERE id = 3;
COMMIT;
BEGIN;
DELETE FROM thing WHERE id = 4;
INSERT INTO thing VALUES (4, 'back', 'for a moment');
DELETE FROM thing WHERE id = 4;
COMMIT;
-- the same over several transactions, which the sink may put into one
INSERT INTO thing VALUES (200, 'x', 'x');
UPDATE thing SET a = 'y' WHERE id = 200;
DELETE FROM thing WHERE id = 200;
DELETE FROM thing WHERE id = 5;
INSERT INTO thing VALUES (5, 'reborn', NULL);
UPDATE thing SET id = 6000 WHERE id = 6;
INSERT INTO thing VALUES (6, 'in its place', NULL);
UPDATE thing SET id = 6001 WHERE id = 6000;
DELETE FROM thing WHERE id = 6001;
UPDATE thing SET id = 7000 WHERE id = 7;
UPDATE thing SET id = 7 WHERE id = 7000;
DO $$ BEGIN FOR i IN 1..50 LOOP DELETE FROM thing WHERE id = 8; INSERT INTO thing VALUES (8, 'turn ' || i, NULL, i); END LOOP; END $$;
