CREATE TABLE first (id int PRIMARY KEY, v text);
CREATE TABLE second (id int PRIMARY KEY, v text);
CREATE TABLE never_touched (id int PRIMARY KEY, v text);
