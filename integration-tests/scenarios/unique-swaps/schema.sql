CREATE TABLE seat (id int PRIMARY KEY, person text NOT NULL UNIQUE, row_no int, place int, UNIQUE (row_no, place));
CREATE TABLE ranking (id int PRIMARY KEY, rank int NOT NULL UNIQUE DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE booking (id int PRIMARY KEY, room int, during int4range);
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE booking ADD EXCLUDE USING gist (room WITH =, during WITH &&);
CREATE UNIQUE INDEX lower_person ON seat (lower(person));
