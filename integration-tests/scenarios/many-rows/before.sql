INSERT INTO parent SELECT i, 'parent ' || i FROM generate_series(1, 1000) i;
INSERT INTO child SELECT i, 1 + i % 1000, i, 'note ' || i FROM generate_series(1, 20000) i;
