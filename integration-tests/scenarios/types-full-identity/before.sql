INSERT INTO values_only VALUES
  (1, 1, 0.1, 0.1, 1.10, 1.1, true, 'a', 'v', 'c', '2026-01-01', '12:00:00.5', '12:00+02', '2026-01-01 00:00:00.000001', '2026-01-01 00:00:00.000001+00', '1 mon 1 day', '6f1c1c1e-8e6e-4a2e-9d6b-0123456789ab',
   '{"a":  1}', '{"a": 1}', '\x00', '{1,NULL}', '{a,NULL,""}', 'ok', '{ok,NULL}', '10.0.0.1/8', '[1,5)', '<a/>', '(1,2)', '101', '10', 1.5),
  (NULL, 9007199254740993, 'NaN', '-Infinity', 'NaN', 'NaN', NULL, '', '', '', 'infinity', '24:00', '00:00-15:59', '-infinity', 'infinity', '-1 days', NULL, 'null', 'null', '', '{}', '{}', 'sad', '{}', '::1', 'empty', '', '(0,0)', '000', '', 0);
INSERT INTO values_only (i8) VALUES (7), (7), (NULL);
INSERT INTO values_only SELECT * FROM values_only;
