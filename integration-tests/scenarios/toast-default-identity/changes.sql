-- none of the long values changes
UPDATE document SET counter = counter + 1;
-- one of them does, the others do not
UPDATE document SET t = repeat('new', 5000) WHERE id = 1;
UPDATE document SET j = jsonb_build_object('n', repeat('new', 5000)) WHERE id = 2;
UPDATE document SET b = decode(repeat('abcdef', 4000), 'hex') WHERE id = 3;
UPDATE document SET n = n + 1 WHERE id = 4;
UPDATE document SET f = f || 1.25::float8 WHERE id = 5;
UPDATE document SET ta = ta || 'more'::text WHERE id = 6;
-- to NULL, and to something short
UPDATE document SET t = NULL, j = NULL, b = NULL, n = NULL, f = NULL, ta = NULL WHERE id = 7;
UPDATE document SET t = 'short', j = '{}', b = '\x00', n = 1, f = '{}', ta = '{}' WHERE id = 8;
-- several updates of a row in one transaction: the last knows nothing of what the first wrote
BEGIN;
UPDATE document SET t = repeat('first', 5000) WHERE id = 9;
UPDATE document SET counter = counter + 1 WHERE id = 9;
UPDATE document SET n = 17.25 WHERE id = 9;
UPDATE document SET counter = counter + 1 WHERE id = 9;
UPDATE document SET ta = array_fill('x'::text, ARRAY[3000]) WHERE id = 9;
UPDATE document SET counter = counter + 1 WHERE id = 9;
COMMIT;
-- inserted and updated in one transaction
BEGIN;
INSERT INTO document SELECT 20, 0, repeat('in', 5000), j, js, b, n, f, ta, v, x, na FROM document WHERE id = 10;
UPDATE document SET counter = 5 WHERE id = 20;
UPDATE document SET v = repeat('later', 3000) WHERE id = 20;
UPDATE document SET counter = 6 WHERE id = 20;
COMMIT;
-- deleted and inserted again, then updated
BEGIN;
DELETE FROM document WHERE id = 11;
INSERT INTO document (id, t) VALUES (11, repeat('again', 5000));
UPDATE document SET counter = 1 WHERE id = 11;
COMMIT;
UPDATE document SET counter = counter + 1;
UPDATE document SET counter = counter + 1;
UPDATE document SET t = t || 'end' WHERE id < 6;
UPDATE document SET counter = counter + 1;
