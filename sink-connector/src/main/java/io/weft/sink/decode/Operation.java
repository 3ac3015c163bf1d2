package io.weft.sink.decode;

/** What happened to a row, or to a table. */
public enum Operation {
  /** The row stood in the table when the snapshot was taken. */
  READ,
  INSERT,
  UPDATE,
  DELETE,
  /**
   * The first half of an update that changed the key: the row under its old key. Debezium splits
   * such an update into a delete and an insert, and marks both with headers.
   */
  KEY_CHANGE_DELETE,
  /** The second half of an update that changed the key: the row under its new key. */
  KEY_CHANGE_INSERT,
  /** The whole table was emptied. */
  TRUNCATE
}
