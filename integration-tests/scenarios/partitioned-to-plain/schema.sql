CREATE TABLE event (id int NOT NULL, at date NOT NULL, what text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE event_2025 PARTITION OF event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE event_2026 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE event_rest PARTITION OF event DEFAULT PARTITION BY LIST (id);
CREATE TABLE event_rest_1 PARTITION OF event_rest FOR VALUES IN (1, 2, 3);
CREATE TABLE event_rest_n PARTITION OF event_rest DEFAULT;
-- a plain table beside, in the same transactions
CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL);
