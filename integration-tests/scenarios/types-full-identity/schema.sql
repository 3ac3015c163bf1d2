CREATE TYPE mood AS ENUM ('sad', 'ok');
-- no key: the old row is found by all of its values
CREATE TABLE values_only (
  i2 int2, i8 int8, f4 float4, f8 float8, n numeric, n2 numeric(10, 2), b bool, t text, v varchar(10), c char(6), d date, tm time, tz timetz, ts timestamp, tstz timestamptz,
  iv interval, u uuid, j json, jb jsonb, by bytea, ia int[], ta text[], m mood, ms mood[], ip inet, r int4range, x xml, p point, bt bit(3), vb varbit, mo money);
ALTER TABLE values_only REPLICA IDENTITY FULL;
