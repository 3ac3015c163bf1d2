CREATE TABLE measurement (id int NOT NULL, at timestamptz NOT NULL, region text NOT NULL, v numeric, PRIMARY KEY (id, at, region)) PARTITION BY RANGE (at);
CREATE TABLE measurement_h1 PARTITION OF measurement FOR VALUES FROM ('2026-01-01+00') TO ('2026-07-01+00');
CREATE TABLE measurement_h2 PARTITION OF measurement FOR VALUES FROM ('2026-07-01+00') TO ('2027-01-01+00');
