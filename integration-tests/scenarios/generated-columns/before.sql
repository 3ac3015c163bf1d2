INSERT INTO product (id, price, amount, name) SELECT i, i * 1.5, i, 'product ' || i FROM generate_series(1, 20) i;
INSERT INTO generated_full (id, a) SELECT i, i FROM generate_series(1, 10) i;
INSERT INTO generated_no_key (a, b) SELECT i % 3, 'b' FROM generate_series(1, 10) i;
