-- each value once more by way of the stream
INSERT INTO number SELECT id + 100, i2, i4, i8, f4, f8, n, n5, n102, nneg, m, o, x, l FROM number;
INSERT INTO moment SELECT id + 100, d, t, t0, tz, ts, ts3, tstz, tstz0, iv, ivym FROM moment;
INSERT INTO texty SELECT id + 100, t, v, c, n, ch, ci, j, jb, x, u, tv, tq, jp, lt, h FROM texty;
INSERT INTO bits SELECT id + 100, b, by, b1, b5, vb, vb70 FROM bits;
INSERT INTO net SELECT id + 100, i, c, m, m8 FROM net;
INSERT INTO shape SELECT id + 100, p, l, ls, b, pa, po, c FROM shape;
INSERT INTO ranges SELECT id + 100, i4, i8, n, d, ts, tz, s, mi, mt FROM ranges;
INSERT INTO own SELECT id + 100, m, p, e, c, ms, ps, es, cs, dt, dm FROM own;
INSERT INTO arrays SELECT id + 100, i, i2, n, b, t, v, by, d, ts, tz, u, j, f, iv, m, na, ip, r, c, i8, x, p, vb, tm FROM arrays;
-- and as a new row of an update
UPDATE number SET id = id + 1000 WHERE id < 100;
UPDATE moment SET id = id + 1000 WHERE id < 100;
UPDATE texty SET t = t || '.' WHERE id < 100;
UPDATE bits SET b = NOT b;
UPDATE net SET m = NULL;
UPDATE shape SET id = id + 1000 WHERE id < 100;
UPDATE ranges SET i4 = NULL;
UPDATE own SET e = 'new@x' WHERE id < 100;
UPDATE arrays SET i = i || 5;
-- an application's session may print values in its own way; the log holds values, not text
SET IntervalStyle = 'sql_standard';
SET TimeZone = 'Asia/Kolkata';
SET bytea_output = 'escape';
SET extra_float_digits = 0;
INSERT INTO moment SELECT id + 5000, d, t, t0, tz, ts, ts3, tstz, tstz0, iv, ivym FROM moment WHERE id BETWEEN 100 AND 999;
INSERT INTO number SELECT id + 5000, i2, i4, i8, f4, f8, n, n5, n102, nneg, m, o, x, l FROM number WHERE id BETWEEN 100 AND 999;
RESET ALL;
DELETE FROM own WHERE id > 102;
