BEGIN;
INSERT INTO a SELECT i, i FROM generate_series(1, 5) i;
INSERT INTO b SELECT i, i FROM generate_series(1, 5) i;
INSERT INTO node SELECT i, NULLIF(i - 1, 0), 'n' || i FROM generate_series(1, 10) i;
COMMIT;
