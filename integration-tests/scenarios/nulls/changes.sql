INSERT INTO everything SELECT 4, b, i2, i4, i8, f4, f8, n, np, t, v, c, d, tm, ts, tz, iv, u, j, jb, by, ia, ta, ip, r FROM everything WHERE id = 3;
UPDATE everything SET b = NULL, i2 = NULL, i4 = NULL, i8 = NULL, f4 = NULL, f8 = NULL, n = NULL, np = NULL, t = NULL, v = NULL, c = NULL, d = NULL,
  tm = NULL, ts = NULL, tz = NULL, iv = NULL, u = NULL, j = NULL, jb = NULL, by = NULL, ia = NULL, ta = NULL, ip = NULL, r = NULL WHERE id = 3;
INSERT INTO everything (id) VALUES (5);
UPDATE everything SET t = '', v = '', by = '', ia = '{}', ta = '{}', j = 'null', jb = 'null', r = 'empty' WHERE id = 2;
UPDATE everything SET t = NULL, i4 = 4 WHERE id = 4;
UPDATE everything SET t = 'NULL', ta = '{"NULL"}' WHERE id = 5;
INSERT INTO unique_with_nulls VALUES (5, NULL, NULL), (6, 1, NULL), (7, 1, NULL);
UPDATE unique_with_nulls SET a = NULL WHERE id = 6;
INSERT INTO defaults VALUES (2, NULL, NULL, NULL), (3, DEFAULT, DEFAULT, DEFAULT);
UPDATE defaults SET a = NULL, b = NULL, c = NULL WHERE id = 3;
INSERT INTO defaults (id, b) VALUES (4, NULL);
