INSERT INTO event SELECT i, '2025-07-01'::date + i * 20, 'event ' || i FROM generate_series(1, 60) i;
INSERT INTO counter VALUES (1, 60);
