-- the target computes b by itself, from the same rule as the application did
CREATE TABLE derived (id int PRIMARY KEY, a int, b int GENERATED ALWAYS AS (a * 3) STORED);
