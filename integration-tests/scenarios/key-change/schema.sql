CREATE TABLE item (id int PRIMARY KEY, name text NOT NULL, rank int);
CREATE TABLE pair (a int, b text, v text, PRIMARY KEY (a, b));
CREATE TABLE shifting (id int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED, name text NOT NULL);
ALTER TABLE shifting REPLICA IDENTITY FULL;
CREATE TABLE full_identity (id int PRIMARY KEY, name text);
ALTER TABLE full_identity REPLICA IDENTITY FULL;
