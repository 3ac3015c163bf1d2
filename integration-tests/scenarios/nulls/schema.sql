CREATE TABLE everything (
  id int PRIMARY KEY, b bool, i2 int2, i4 int4, i8 int8, f4 float4, f8 float8, n numeric, np numeric(10, 2), t text, v varchar(20), c char(5),
  d date, tm time, ts timestamp, tz timestamptz, iv interval, u uuid, j json, jb jsonb, by bytea, ia int[], ta text[], ip inet, r int4range);
CREATE TABLE unique_with_nulls (id int PRIMARY KEY, a int, b text, UNIQUE (a, b));
CREATE TABLE defaults (id int PRIMARY KEY, a int DEFAULT 42, b text DEFAULT 'default', c timestamptz DEFAULT now());
