BEGIN;
INSERT INTO event VALUES (1000, '2025-05-05', 'a'), (1001, '2026-05-05', 'b'), (1, '1999-01-01', 'c');
UPDATE counter SET n = n + 3;
COMMIT;
UPDATE event SET what = 'changed' WHERE at > '2026-06-01';
DELETE FROM event WHERE id % 7 = 0;
-- written to the partition itself
INSERT INTO event_2025 VALUES (2000, '2025-12-31', 'into the leaf');
UPDATE event_2025 SET what = 'leaf' WHERE id = 1000;
-- rows that move from one partition to another
UPDATE event SET at = '2026-01-01' WHERE id = 1000;
BEGIN;
UPDATE event SET at = '2025-02-02' WHERE id = 1001;
UPDATE event SET what = 'moved twice' WHERE id = 1001;
UPDATE event SET at = '2030-02-02' WHERE id = 1001;
COMMIT;
DELETE FROM event WHERE id = 1001;
BEGIN;
TRUNCATE event;
INSERT INTO event SELECT i, '2026-01-01'::date + i, 'second ' || i FROM generate_series(1, 10) i;
UPDATE counter SET n = 10;
COMMIT;
