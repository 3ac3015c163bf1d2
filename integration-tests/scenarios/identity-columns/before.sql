INSERT INTO always (name) SELECT 'a' || i FROM generate_series(1, 20) i;
INSERT INTO by_default (name) SELECT 'd' || i FROM generate_series(1, 20) i;
INSERT INTO serial (name) SELECT 's' || i FROM generate_series(1, 20) i;
INSERT INTO beside_the_key (code, name) SELECT 'c' || i, 'n' || i FROM generate_series(1, 20) i;
