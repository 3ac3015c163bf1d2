INSERT INTO reading SELECT 'd' || i % 3, i % 4, CASE WHEN i % 5 = 0 THEN NULL ELSE 'n' || i % 2 END FROM generate_series(1, 60) i;
INSERT INTO wide VALUES
  (1, 1.50, '2026-01-01 00:00:00.123456+00', '{"a": [1, null]}', '{a,NULL,"b c"}', '\xdeadbeef', '1 mon 2 days', '{"a":  1}'),
  (1, 1.5, '2026-01-01 00:00:00.123456+00', '{"a": [1, null]}', '{a,NULL,"b c"}', '\xdeadbeef', '1 mon 2 days', '{"a":  1}'),
  (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
