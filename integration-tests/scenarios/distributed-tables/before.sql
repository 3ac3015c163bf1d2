INSERT INTO tenant SELECT i, 'tenant ' || i FROM generate_series(1, 20) i;
INSERT INTO orders SELECT 1 + i % 20, i, i, '{a}', '{}' FROM generate_series(1, 500) i;
INSERT INTO rate VALUES ('EUR', 1), ('USD', 1.1);
