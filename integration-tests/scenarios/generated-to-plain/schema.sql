CREATE TABLE derived (id int PRIMARY KEY, a int, b int);
