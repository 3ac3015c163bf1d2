CREATE TABLE reading (id int PRIMARY KEY, name varchar(20), v int, at timestamp, amount numeric(10, 2), flag bool NOT NULL DEFAULT false, tags varchar(10)[]);
