INSERT INTO everything (id) VALUES (1), (2);
INSERT INTO everything VALUES (3, true, 1, 1, 1, 1, 1, 1, 1, 't', 'v', 'c', '2026-01-01', '12:00', '2026-01-01', '2026-01-01+00', '1 day',
  '00000000-0000-0000-0000-000000000001', '{}', '{}', '\x01', '{1,NULL}', '{NULL,a,""}', '10.0.0.1', '[1,2)');
INSERT INTO unique_with_nulls VALUES (1, NULL, NULL), (2, NULL, NULL), (3, NULL, 'x'), (4, NULL, 'x');
-- a NULL that stands where the column has a default
INSERT INTO defaults VALUES (1, NULL, NULL, NULL);
