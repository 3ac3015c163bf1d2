CREATE TABLE metric (id bigint NOT NULL, at timestamptz NOT NULL, v float8, note text, PRIMARY KEY (id, at));
SELECT create_hypertable('metric', 'at', chunk_time_interval => interval '7 days');
CREATE TABLE log (at timestamptz NOT NULL, line text);
SELECT create_hypertable('log', 'at');
CREATE TABLE day_total (day date NOT NULL, kind text NOT NULL, n int, PRIMARY KEY (day, kind));
SELECT create_hypertable('day_total', 'day');
