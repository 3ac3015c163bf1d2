INSERT INTO account VALUES (51, 'late', 5, 'note');
UPDATE account SET balance = balance - 5, note = 'paid' WHERE id = 7;
DELETE FROM account WHERE id = 9;
BEGIN;
INSERT INTO transfer VALUES (1, 1, 2, 3.50);
UPDATE account SET balance = balance - 3.50 WHERE id = 1;
UPDATE account SET balance = balance + 3.50 WHERE id = 2;
COMMIT;
-- the server sends the new row although nothing in it differs
UPDATE account SET owner = owner WHERE id BETWEEN 10 AND 20;
-- commands that find nothing
UPDATE account SET note = 'nobody' WHERE id = -1;
DELETE FROM account WHERE id = -1;
-- one command, many rows
INSERT INTO transfer SELECT i, 1, 2, 0.01 FROM generate_series(1000, 3000) i;
UPDATE transfer SET amount = amount * 2 WHERE id > 1500;
DELETE FROM transfer WHERE id % 2 = 0;
BEGIN;
DELETE FROM account WHERE id > 30;
INSERT INTO account SELECT i, 'second life ' || i, 0, NULL FROM generate_series(31, 40) i;
COMMIT;
INSERT INTO account VALUES (7, 'upsert', 1, NULL) ON CONFLICT (id) DO UPDATE SET note = 'upserted', balance = excluded.balance;
MERGE INTO account a USING (VALUES (7, 'merged'), (777, 'new')) v (id, owner) ON a.id = v.id
  WHEN MATCHED THEN UPDATE SET owner = v.owner
  WHEN NOT MATCHED THEN INSERT VALUES (v.id, v.owner, 0, NULL);
