INSERT INTO account SELECT i, i, NULL FROM generate_series(1, 10) i;
INSERT INTO audit SELECT i, 'a' FROM generate_series(1, 10) i;
