CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL);
