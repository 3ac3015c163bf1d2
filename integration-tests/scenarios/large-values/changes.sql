UPDATE blob SET n = 1;
INSERT INTO blob VALUES (2, repeat(E'line\n"quoted"\\ é漢😀', 200000), NULL);
UPDATE blob SET t = repeat('z', 4000000) WHERE id = 1;
UPDATE blob_full SET n = 1;
UPDATE blob_full SET t = repeat('w', 3000000);
DELETE FROM blob_full WHERE id = 1;
