UPDATE child SET v = v + 1 WHERE id % 3 = 0;
DELETE FROM child WHERE id % 11 = 0;
INSERT INTO child SELECT i, 1 + i % 1000, 0, 'during' FROM generate_series(30000, 31000) i;
