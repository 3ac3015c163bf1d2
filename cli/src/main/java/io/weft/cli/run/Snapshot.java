package io.weft.cli.run;

/** Who copies the tables as they were when the pipeline began. */
public enum Snapshot {
  /** Weft's copy connectors: PostgreSQL's COPY, by several tasks, table after table. */
  COPY,
  /**
   * The source connector's own snapshot: each row a change event, for those who read the topics.
   */
  DEBEZIUM
}
