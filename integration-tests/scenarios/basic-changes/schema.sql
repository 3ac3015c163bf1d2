CREATE TABLE account (id int PRIMARY KEY, owner text NOT NULL, balance numeric(12, 2) NOT NULL DEFAULT 0, note text);
CREATE TABLE transfer (id bigint PRIMARY KEY, from_id int NOT NULL, to_id int NOT NULL, amount numeric(12, 2) NOT NULL);
