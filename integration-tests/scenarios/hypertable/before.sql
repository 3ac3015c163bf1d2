INSERT INTO device SELECT i, 'device ' || i FROM generate_series(1, 10) i;
INSERT INTO reading SELECT 1 + i % 10, '2026-01-01+00'::timestamptz + i * interval '10 min', i / 7.0, '{a,b}', '{"k": 1}' FROM generate_series(1, 2000) i;
