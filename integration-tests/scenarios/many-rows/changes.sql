INSERT INTO child SELECT i, 1 + i % 1000, i, 'second' FROM generate_series(40000, 60000) i;
UPDATE child SET v = v * 2;
BEGIN;
UPDATE parent p SET total = (SELECT count(*) FROM child c WHERE c.parent = p.id);
DELETE FROM child WHERE id % 2 = 0;
UPDATE child SET note = NULL WHERE id % 5 = 0;
COMMIT;
DO $$ BEGIN FOR i IN 1..500 LOOP
  INSERT INTO child VALUES (100000 + i, 1 + i % 1000, i, 'one by one');
  UPDATE parent SET total = total + 1 WHERE id = 1 + i % 1000;
  COMMIT;
END LOOP; END $$;
