INSERT INTO thing SELECT i, 'a' || i, 'b' || i, 0 FROM generate_series(1, 20) i;
