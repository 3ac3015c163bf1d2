INSERT INTO tenant_order SELECT i, 't' || i % 5, '2026-01-01 00:00+00'::timestamptz + i * interval '1 hour', i FROM generate_series(1, 50) i;
INSERT INTO only_key SELECT i, ('00000000-0000-0000-0000-0000000000' || 10 + i)::uuid, 'c' || i FROM generate_series(1, 20) i;
INSERT INTO odd_key SELECT '2026-01-01'::date + i, i + 0.12345, decode('0' || i, 'hex'), '2026-06-01 10:00:00.000001+02'::timestamptz + i * interval '1 us',
  i % 2 = 0, 'v' || i FROM generate_series(1, 9) i;
