INSERT INTO booking SELECT i, 'seat ' || i FROM generate_series(1, 10) i;
