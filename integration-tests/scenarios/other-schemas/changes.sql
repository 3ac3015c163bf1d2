-- the same table name and key in three schemas, in one transaction
BEGIN;
UPDATE sales.item SET state = 'it''s, "odd"', states = array_append(states, 'it''s, "odd"'), v = 's' WHERE id = 1;
UPDATE stock.item SET amount = 0, v = 'k' WHERE id = 1;
UPDATE public.item SET v = 'p' WHERE id = 1;
DELETE FROM stock.item WHERE id = 2;
INSERT INTO public.item VALUES (11, 'only in public');
COMMIT;
INSERT INTO sales.item VALUES (12, 'Paid in full', '{}', NULL), (13, 'open', NULL, NULL);
UPDATE stock.item SET amount = NULL WHERE id = 3;
TRUNCATE stock.item;
