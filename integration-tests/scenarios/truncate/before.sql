INSERT INTO country SELECT 'C' || i, 'country ' || i FROM generate_series(1, 5) i;
INSERT INTO city SELECT i, 'C' || (1 + i % 5), 'city ' || i FROM generate_series(1, 20) i;
INSERT INTO street SELECT i, 1 + i % 20, 'street ' || i FROM generate_series(1, 100) i;
INSERT INTO unrelated (what) SELECT 'thing ' || i FROM generate_series(1, 10) i;
INSERT INTO log_without_key SELECT 'line ' || i % 3 FROM generate_series(1, 10) i;
