INSERT INTO reading VALUES ('d0', 0, NULL), ('d0', 0, NULL), ('d0', 0, NULL);
-- one of several rows that are alike
DELETE FROM reading WHERE ctid = (SELECT min(ctid) FROM reading WHERE device = 'd0' AND value = 0 AND note IS NULL);
UPDATE reading SET note = 'one of many' WHERE ctid = (SELECT max(ctid) FROM reading WHERE device = 'd1' AND value = 1);
-- all of them
UPDATE reading SET value = value + 1 WHERE device = 'd1';
DELETE FROM reading WHERE device = 'd2' AND value = 3;
BEGIN;
INSERT INTO reading VALUES ('x', 1, 'a'), ('x', 1, 'a'), ('x', 1, 'a');
UPDATE reading SET note = 'b' WHERE ctid = (SELECT min(ctid) FROM reading WHERE device = 'x');
DELETE FROM reading WHERE ctid = (SELECT max(ctid) FROM reading WHERE device = 'x' AND note = 'a');
UPDATE reading SET note = 'c' WHERE device = 'x';
COMMIT;
UPDATE reading SET value = NULL WHERE device = 'x';
UPDATE reading SET value = 'NaN' WHERE device = 'd0' AND value = 2;
UPDATE reading SET note = 'was not a number' WHERE value = 'NaN';
UPDATE reading SET value = '-0' WHERE device = 'd0' AND value = 0;
DELETE FROM reading WHERE ctid = (SELECT min(ctid) FROM reading WHERE value = '-0');
UPDATE wide SET a = 2 WHERE ctid = (SELECT min(ctid) FROM wide WHERE a = 1);
UPDATE wide SET a = 3 WHERE ctid = (SELECT min(ctid) FROM wide WHERE a IS NULL);
DELETE FROM wide WHERE ctid = (SELECT min(ctid) FROM wide WHERE a IS NULL);
INSERT INTO wide SELECT * FROM wide;
DELETE FROM wide WHERE ctid = (SELECT max(ctid) FROM wide WHERE a = 2);
