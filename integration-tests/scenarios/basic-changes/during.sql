INSERT INTO account VALUES (100, 'written while the tables are copied', 1, NULL);
UPDATE account SET balance = balance + 1 WHERE id = 1;
DELETE FROM account WHERE id = 50;
UPDATE account SET note = 'again' WHERE id = 100;
