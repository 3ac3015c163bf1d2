BEGIN;
INSERT INTO step VALUES (11, 'outer');
SAVEPOINT a;
INSERT INTO step VALUES (12, 'rolled back');
UPDATE step SET v = 'rolled back' WHERE id = 1;
ROLLBACK TO a;
INSERT INTO step VALUES (12, 'kept');
SAVEPOINT b;
UPDATE step SET v = 'kept by release' WHERE id = 2;
RELEASE b;
SAVEPOINT c;
DELETE FROM step WHERE id = 3;
SAVEPOINT d;
DELETE FROM step WHERE id = 4;
ROLLBACK TO c;
DELETE FROM step WHERE id = 5;
RELEASE c;
COMMIT;
BEGIN;
SAVEPOINT a;
UPDATE step SET v = 'all of it is rolled back';
ROLLBACK TO a;
COMMIT;
BEGIN;
SAVEPOINT a;
UPDATE step SET v = 'inside' WHERE id = 6;
RELEASE a;
ROLLBACK;
-- each exception block is a subtransaction
DO $$
BEGIN
  FOR i IN 1..200 LOOP
    BEGIN
      INSERT INTO step VALUES (i, 'by the block');
      INSERT INTO step_log (step, v) VALUES (i, 'new');
    EXCEPTION WHEN unique_violation THEN
      INSERT INTO step_log (step, v) VALUES (i, 'was there');
    END;
  END LOOP;
END $$;
BEGIN;
UPDATE step SET v = 'one' WHERE id = 7;
SAVEPOINT a;
UPDATE step SET v = 'two' WHERE id = 7;
ROLLBACK TO a;
UPDATE step SET v = v || ', three' WHERE id = 7;
COMMIT;
BEGIN;
SAVEPOINT a;
TRUNCATE step_log;
ROLLBACK TO a;
INSERT INTO step_log (step, v) VALUES (0, 'survived');
COMMIT;
