CREATE TABLE reading (device text, value float8, note text);
ALTER TABLE reading REPLICA IDENTITY FULL;
CREATE TABLE wide (a int, b numeric, c timestamptz, d jsonb, e text[], f bytea, g interval, h json);
ALTER TABLE wide REPLICA IDENTITY FULL;
