INSERT INTO reading SELECT 1 + i % 10, '2026-02-01+00'::timestamptz + i * interval '10 min', i, NULL, NULL FROM generate_series(1, 1000) i;
UPDATE reading SET value = value + 1 WHERE device = 3;
DELETE FROM reading WHERE device = 4 AND at < '2026-01-05+00';
-- to another chunk, within the chunk, and into the past
UPDATE reading SET at = at + interval '30 days' WHERE device = 5 AND at < '2026-01-03+00';
UPDATE reading SET at = at + interval '1 second' WHERE device = 6;
UPDATE reading SET at = '1999-12-31 23:59:59.999999+00', value = NULL WHERE device = 7 AND at = (SELECT min(at) FROM reading WHERE device = 7);
BEGIN;
UPDATE device SET last_seen = '2026-03-01+00' WHERE id = 8;
INSERT INTO reading VALUES (8, '2026-03-01+00', 1, '{x}', NULL);
UPDATE reading SET value = 2 WHERE device = 8 AND at = '2026-03-01+00';
UPDATE reading SET at = '2026-04-01+00' WHERE device = 8 AND at = '2026-03-01+00';
DELETE FROM reading WHERE device = 8 AND at = '2026-04-01+00';
INSERT INTO reading VALUES (8, '2026-03-01+00', 3, '{y}', '{}');
COMMIT;
-- over all chunks at once
UPDATE reading SET extra = jsonb_build_object('n', value) WHERE device IN (1, 2);
DELETE FROM reading WHERE device = 9;
BEGIN;
TRUNCATE reading;
INSERT INTO reading SELECT 1, '2026-05-01+00'::timestamptz + i * interval '1 hour', i FROM generate_series(1, 100) i;
COMMIT;
