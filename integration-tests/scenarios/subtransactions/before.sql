INSERT INTO step SELECT i, 'start' FROM generate_series(1, 10) i;
