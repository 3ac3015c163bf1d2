UPDATE measurement SET v = v * 2 WHERE region = 'south';
-- moves on the target only
UPDATE measurement SET region = 'south' WHERE region = 'east' AND id < 50;
-- moves on the source only
UPDATE measurement SET at = at + interval '6 months' WHERE id < 10;
-- moves on both
UPDATE measurement SET at = at - interval '3 months', region = 'west' WHERE id = 60;
DELETE FROM measurement WHERE region = 'north' AND id > 80;
BEGIN;
INSERT INTO measurement VALUES (500, '2026-02-02+00', 'north', 1), (501, '2026-09-09+00', 'north', 2);
UPDATE measurement SET region = 'south' WHERE id >= 500;
DELETE FROM measurement WHERE id = 501;
COMMIT;
