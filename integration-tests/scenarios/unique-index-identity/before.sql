INSERT INTO by_index SELECT i, 'b' || i % 3, 'v' || i, i FROM generate_series(1, 20) i;
INSERT INTO key_and_index SELECT i, 'code ' || i, 'v' || i FROM generate_series(1, 20) i;
INSERT INTO key_and_full SELECT i, 'code ' || i, 'v' || i FROM generate_series(1, 20) i;
