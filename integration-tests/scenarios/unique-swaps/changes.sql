-- two rows trade a unique value by way of a third
BEGIN;
UPDATE seat SET person = 'nobody' WHERE id = 1;
UPDATE seat SET person = 'person 1' WHERE id = 2;
UPDATE seat SET person = 'person 2' WHERE id = 1;
COMMIT;
-- a chain: each takes what the one before gave up
BEGIN;
UPDATE seat SET row_no = NULL WHERE id = 5;
UPDATE seat SET row_no = 1, place = 0 WHERE id = 6;
UPDATE seat SET row_no = 1, place = 1 WHERE id = 7;
UPDATE seat SET row_no = 1, place = 2 WHERE id = 5;
COMMIT;
-- deleted here, inserted there
BEGIN;
DELETE FROM seat WHERE id = 10;
INSERT INTO seat VALUES (110, 'person 10', 2, 0);
COMMIT;
-- the other way about, across transactions
UPDATE seat SET person = 'Person X' WHERE id = 11;
UPDATE seat SET person = 'person 11' WHERE id = 12;
UPDATE seat SET person = 'person 12' WHERE id = 11;
-- deferred: only the end counts
UPDATE ranking SET rank = rank + 1;
UPDATE ranking SET rank = 22 - rank;
BEGIN;
UPDATE ranking SET rank = 5 WHERE id = 1;
UPDATE ranking SET rank = 100 WHERE rank = 5 AND id <> 1;
COMMIT;
BEGIN;
UPDATE booking SET during = 'empty' WHERE id = 1;
UPDATE booking SET during = int4range(10, 20) WHERE id = 2;
UPDATE booking SET during = int4range(20, 30) WHERE id = 1;
COMMIT;
