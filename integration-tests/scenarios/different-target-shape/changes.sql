INSERT INTO reading VALUES (100, 'new', 1, now(), 1.5, true, NULL);
UPDATE reading SET v = 2147483647, name = NULL WHERE id < 5;
UPDATE reading SET id = 200 WHERE id = 6;
DELETE FROM reading WHERE id = 7;
