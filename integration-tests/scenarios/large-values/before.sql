INSERT INTO blob VALUES (1, repeat('x', 3000000), decode(repeat('00ff', 1000000), 'hex'));
INSERT INTO blob_full VALUES (1, repeat('y', 3000000));
