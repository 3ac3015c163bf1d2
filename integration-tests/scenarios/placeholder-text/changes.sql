UPDATE note SET n = n + 1;
INSERT INTO note VALUES (4, '__debezium_unavailable_value', '__debezium_unavailable_value', '__debezium_unavailable_value', '"__debezium_unavailable_value"');
UPDATE note SET t = '__debezium_unavailable_value' WHERE id = 3;
UPDATE note SET t = 'changed' WHERE id = 2;
-- a real value that looks like the marker, beside one that is unchanged
UPDATE note SET t = '__debezium_unavailable_value' WHERE id = 2;
UPDATE note SET long = '__debezium_unavailable_value' WHERE id = 2;
UPDATE note SET n = n + 1;
-- an old row that is logged whole, and looks like the marker
INSERT INTO logged VALUES (1, '__debezium_unavailable_value', '__debezium_unavailable_value'), (2, '__debezium_unavailable_value', '\x00');
UPDATE logged SET t = 'changed' WHERE id = 1;
UPDATE logged SET b = NULL;
DELETE FROM logged WHERE id = 2;
