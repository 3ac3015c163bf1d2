CREATE TABLE by_index (a int NOT NULL, b text NOT NULL, v text, n int);
CREATE UNIQUE INDEX by_index_key ON by_index (b, a);
ALTER TABLE by_index REPLICA IDENTITY USING INDEX by_index_key;
-- the key is another one than the identity
CREATE TABLE key_and_index (id int PRIMARY KEY, code text NOT NULL, v text);
CREATE UNIQUE INDEX key_and_index_code ON key_and_index (code);
ALTER TABLE key_and_index REPLICA IDENTITY USING INDEX key_and_index_code;
CREATE TABLE key_and_full (id int PRIMARY KEY, code text UNIQUE, v text);
ALTER TABLE key_and_full REPLICA IDENTITY FULL;
