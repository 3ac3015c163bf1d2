CREATE TABLE by_index (a int NOT NULL, b text NOT NULL, v text, n int);
CREATE UNIQUE INDEX by_index_key ON by_index (b, a);
CREATE TABLE key_and_index (id int UNIQUE, code text PRIMARY KEY, v text);
CREATE TABLE key_and_full (id int PRIMARY KEY, code text UNIQUE, v text);
