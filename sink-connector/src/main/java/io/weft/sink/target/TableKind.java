package io.weft.sink.target;

/** What a table is to the server, which decides how it is best written to. */
public enum TableKind {
  /** An ordinary or partitioned table, or one that a Citus coordinator keeps for itself. */
  PLAIN,
  /** A TimescaleDB hypertable. */
  HYPERTABLE,
  /** A Citus table whose rows are spread over shards. */
  DISTRIBUTED,
  /** A Citus table that every node holds whole. */
  REFERENCE
}
