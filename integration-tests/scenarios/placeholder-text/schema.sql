CREATE TABLE note (id int PRIMARY KEY, t text, long text, b bytea, j json, n int DEFAULT 0);
ALTER TABLE note ALTER long SET STORAGE EXTERNAL;
CREATE TABLE logged (id int PRIMARY KEY, t text, b bytea);
ALTER TABLE logged REPLICA IDENTITY FULL;
