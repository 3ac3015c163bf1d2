INSERT INTO log SELECT i, '2025-12-01'::date + i, 'line ' || i FROM generate_series(1, 60) i;
INSERT INTO bucket SELECT i, 'v' || i FROM generate_series(1, 30) i;
