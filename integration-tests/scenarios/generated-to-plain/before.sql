INSERT INTO derived SELECT i, i, i * 3 FROM generate_series(1, 10) i;
