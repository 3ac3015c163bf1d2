CREATE TABLE event (id int NOT NULL, at date NOT NULL, what text, PRIMARY KEY (id, at));
CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL);
