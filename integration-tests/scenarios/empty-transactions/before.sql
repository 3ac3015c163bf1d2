INSERT INTO counter VALUES (1, 0), (2, 0);
