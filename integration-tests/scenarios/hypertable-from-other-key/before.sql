INSERT INTO metric SELECT i, '2026-01-01+00'::timestamptz + i * interval '5 hours', i, 'm' || i FROM generate_series(1, 300) i;
INSERT INTO log SELECT '2026-01-01+00'::timestamptz + (i % 4) * interval '20 days', 'same' FROM generate_series(1, 40) i;
INSERT INTO day_total SELECT '2026-01-01'::date + i, 'k', i FROM generate_series(1, 60) i;
