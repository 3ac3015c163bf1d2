CREATE TABLE product (
  id int PRIMARY KEY, price numeric(10, 2), amount int, total numeric GENERATED ALWAYS AS (price * amount) STORED, name text,
  search tsvector GENERATED ALWAYS AS (to_tsvector('simple', coalesce(name, ''))) STORED);
CREATE TABLE generated_full (id int PRIMARY KEY, a int, twice int GENERATED ALWAYS AS (a * 2) STORED);
ALTER TABLE generated_full REPLICA IDENTITY FULL;
CREATE TABLE generated_no_key (a int, twice int GENERATED ALWAYS AS (a * 2) STORED, b text);
ALTER TABLE generated_no_key REPLICA IDENTITY FULL;
