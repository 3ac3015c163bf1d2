CREATE TABLE thing (id int PRIMARY KEY, a text, b text, n int DEFAULT 0);
