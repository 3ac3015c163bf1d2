CREATE TABLE metric (id bigint PRIMARY KEY, at timestamptz NOT NULL, v float8, note text);
-- the target's key has the time column in it, the source's has not
ALTER TABLE metric REPLICA IDENTITY FULL;
CREATE TABLE log (at timestamptz NOT NULL, line text);
ALTER TABLE log REPLICA IDENTITY FULL;
CREATE TABLE day_total (day date NOT NULL, kind text NOT NULL, n int, PRIMARY KEY (day, kind));
