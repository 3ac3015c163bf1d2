package io.weft.cli.run;

import java.util.Locale;

/** Who copies the tables as they were when the pipeline began. */
public enum Snapshot {
  /** Weft's copy connectors: PostgreSQL's COPY, by several tasks, table after table. */
  COPY,
  /**
   * The source connector's own snapshot: each row a change event, for those who read the topics.
   */
  DEBEZIUM;

  /** Of a pipeline that begins, unless a person says otherwise. */
  public static final Snapshot DEFAULT = COPY;

  /** As a person writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
