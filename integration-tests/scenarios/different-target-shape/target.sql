-- other order, wider types, more columns that have a default
CREATE TABLE reading (
  extra text DEFAULT 'only here', at timestamp, v bigint, tags text[], id bigint PRIMARY KEY, amount numeric, flag bool NOT NULL, name text,
  copied_at timestamptz DEFAULT '2026-01-01+00');
CREATE TABLE only_on_the_target (id int PRIMARY KEY);
INSERT INTO only_on_the_target VALUES (1);
