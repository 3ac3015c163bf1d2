-- The target's key has a column more than the source's.
ALTER TABLE orders REPLICA IDENTITY FULL;
