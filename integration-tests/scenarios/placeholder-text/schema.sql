CREATE TABLE note (id int PRIMARY KEY, t text, long text, b bytea, j json, n int DEFAULT 0);
ALTER TABLE note ALTER long SET STORAGE EXTERNAL;
