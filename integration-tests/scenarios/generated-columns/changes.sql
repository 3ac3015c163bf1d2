INSERT INTO product (id, price, amount, name) VALUES (100, 2.50, 4, 'new one');
UPDATE product SET amount = amount + 1 WHERE id < 10;
UPDATE product SET name = NULL, price = NULL WHERE id = 5;
DELETE FROM product WHERE id = 6;
UPDATE generated_full SET a = a + 1 WHERE id < 5;
UPDATE generated_full SET id = id + 50 WHERE id > 8;
DELETE FROM generated_full WHERE id = 7;
UPDATE generated_no_key SET a = 10 WHERE ctid = (SELECT min(ctid) FROM generated_no_key WHERE a = 1);
DELETE FROM generated_no_key WHERE ctid = (SELECT min(ctid) FROM generated_no_key WHERE a = 2);
