INSERT INTO seat SELECT i, 'person ' || i, i / 5, i % 5 FROM generate_series(1, 20) i;
INSERT INTO ranking SELECT i, i FROM generate_series(1, 20) i;
INSERT INTO booking SELECT i, 1, int4range(i * 10, i * 10 + 10) FROM generate_series(1, 10) i;
