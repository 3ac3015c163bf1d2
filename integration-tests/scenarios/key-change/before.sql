INSERT INTO item SELECT i, 'item ' || i, i FROM generate_series(1, 20) i;
INSERT INTO pair SELECT i, 'b' || i, 'v' || i FROM generate_series(1, 10) i;
INSERT INTO shifting SELECT i, 'place ' || i FROM generate_series(1, 10) i;
INSERT INTO full_identity SELECT i, 'full ' || i FROM generate_series(1, 10) i;
