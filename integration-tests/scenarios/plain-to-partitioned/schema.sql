CREATE TABLE log (id bigint PRIMARY KEY, day date NOT NULL, line text);
ALTER TABLE log REPLICA IDENTITY FULL;
CREATE TABLE bucket (id int PRIMARY KEY, v text);
