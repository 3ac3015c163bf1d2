INSERT INTO account SELECT i, 'owner ' || i, i * 10, NULL FROM generate_series(1, 50) i;
