INSERT INTO wide (id, c1, c400) SELECT i, 'first', 400 FROM generate_series(1, 200) i;
