UPDATE values_only SET i2 = 50 WHERE ctid = (SELECT min(ctid) FROM values_only WHERE i2 = 1);
UPDATE values_only SET f4 = 1.5, n = 'Infinity' WHERE ctid = (SELECT min(ctid) FROM values_only WHERE f4 = 'NaN');
DELETE FROM values_only WHERE ctid = (SELECT min(ctid) FROM values_only WHERE i8 = 7 AND t IS NULL);
DELETE FROM values_only WHERE ctid = (SELECT min(ctid) FROM values_only WHERE i8 IS NULL);
-- equal for PostgreSQL's = and yet another value
UPDATE values_only SET n = 1.100, f8 = 0.1 WHERE i2 = 50;
DELETE FROM values_only WHERE i2 = 50;
INSERT INTO values_only (n, f8, c, iv) VALUES (2.0, 0, 'x', '1 mon'), (2.00, '-0', 'x', '30 days');
DELETE FROM values_only WHERE n::text = '2.00';
UPDATE values_only SET mo = mo * 2, p = '(3,4)', x = '<b/>', j = '{"a": 1}' WHERE i2 = 1;
UPDATE values_only SET t = 'all';
DELETE FROM values_only WHERE u IS NULL;
