CREATE TABLE measurement (region text NOT NULL, id int NOT NULL, v numeric, at timestamptz NOT NULL, PRIMARY KEY (id, at, region)) PARTITION BY LIST (region);
CREATE TABLE measurement_north PARTITION OF measurement FOR VALUES IN ('north');
CREATE TABLE measurement_south PARTITION OF measurement FOR VALUES IN ('south') PARTITION BY HASH (id);
CREATE TABLE measurement_south_0 PARTITION OF measurement_south FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE measurement_south_1 PARTITION OF measurement_south FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE measurement_other PARTITION OF measurement DEFAULT;
