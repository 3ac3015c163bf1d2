UPDATE item SET id = 100 WHERE id = 1;
UPDATE item SET id = 1, name = 'back, and renamed' WHERE id = 100;
BEGIN;
UPDATE item SET id = 200 WHERE id = 2;
UPDATE item SET name = 'changed after the key' WHERE id = 200;
UPDATE item SET id = 201 WHERE id = 200;
COMMIT;
-- two rows trade keys
BEGIN;
UPDATE item SET id = -3 WHERE id = 3;
UPDATE item SET id = 3 WHERE id = 4;
UPDATE item SET id = 4 WHERE id = -3;
COMMIT;
-- a key that another row had before
BEGIN;
DELETE FROM item WHERE id = 5;
UPDATE item SET id = 5 WHERE id = 6;
INSERT INTO item VALUES (6, 'new six', NULL);
COMMIT;
-- inserted, moved, deleted
BEGIN;
INSERT INTO item VALUES (300, 'short life', NULL);
UPDATE item SET id = 301 WHERE id = 300;
DELETE FROM item WHERE id = 301;
INSERT INTO item VALUES (300, 'long life', NULL);
COMMIT;
UPDATE item SET id = id + 1000 WHERE id BETWEEN 10 AND 15;
UPDATE pair SET b = 'other' WHERE a = 1;
UPDATE pair SET a = 50, b = 'fifty', v = NULL WHERE a = 2;
-- every row takes its neighbour's key
UPDATE shifting SET id = id + 1;
UPDATE shifting SET id = 13 - id;
UPDATE full_identity SET id = id + 100, name = NULL WHERE id < 5;
UPDATE full_identity SET id = id - 100 WHERE id > 102;
