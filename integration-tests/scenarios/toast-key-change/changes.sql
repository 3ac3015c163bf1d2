-- the new key comes without the long values: they stay what they were under the old key
UPDATE page SET id = 101 WHERE id = 1;
UPDATE page SET title = 'moved' WHERE id = 101;
BEGIN;
UPDATE page SET body = repeat('fresh', 3000) WHERE id = 2;
UPDATE page SET id = 102 WHERE id = 2;
UPDATE page SET title = 'twice' WHERE id = 102;
UPDATE page SET id = 103 WHERE id = 102;
COMMIT;
BEGIN;
UPDATE page SET id = -3 WHERE id = 3;
UPDATE page SET id = 3 WHERE id = 4;
UPDATE page SET id = 4 WHERE id = -3;
COMMIT;
UPDATE page SET id = id + 1000, title = 'all at once' WHERE id BETWEEN 5 AND 8;
BEGIN;
INSERT INTO page SELECT 50, 'copy', body, doc, weights, amount FROM page WHERE id = 9;
UPDATE page SET id = 51 WHERE id = 50;
COMMIT;
