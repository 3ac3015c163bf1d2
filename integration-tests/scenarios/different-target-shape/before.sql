INSERT INTO reading SELECT i, 'n' || i, i, '2026-01-01'::timestamp + i * interval '1 min', i + 0.25, i % 2 = 0, '{a,b}' FROM generate_series(1, 20) i;
