INSERT INTO note VALUES
  (1, '__debezium_unavailable_value', 'short', '__debezium_unavailable_value', '"__debezium_unavailable_value"'),
  (2, '__debezium_unavailable_value', repeat('long', 5000), '__debezium_unavailable_value', NULL),
  (3, 'plain', '__debezium_unavailable_value', '\x00', NULL);
