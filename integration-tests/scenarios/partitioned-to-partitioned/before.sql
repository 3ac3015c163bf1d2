INSERT INTO measurement SELECT i, '2026-01-01+00'::timestamptz + i * interval '3 days', (ARRAY['north', 'south', 'east'])[1 + i % 3], i FROM generate_series(1, 100) i;
