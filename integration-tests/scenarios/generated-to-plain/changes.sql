INSERT INTO derived VALUES (11, 5, 15);
UPDATE derived SET a = 7, b = 21 WHERE id = 1;
DELETE FROM derived WHERE id = 2;
