CREATE TABLE blob (id int PRIMARY KEY, t text, b bytea, n int DEFAULT 0);
CREATE TABLE blob_full (id int PRIMARY KEY, t text, n int DEFAULT 0);
ALTER TABLE blob_full REPLICA IDENTITY FULL;
