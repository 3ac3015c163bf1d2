CREATE TABLE account (id int PRIMARY KEY, balance numeric NOT NULL, updated_at timestamptz);
CREATE TABLE audit (id int PRIMARY KEY, what text);
