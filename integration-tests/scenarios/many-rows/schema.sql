CREATE TABLE parent (id int PRIMARY KEY, name text NOT NULL, total int NOT NULL DEFAULT 0);
CREATE TABLE child (id int PRIMARY KEY, parent int NOT NULL REFERENCES parent, v int, note text);
