package io.weft.sink.plan;

import io.weft.postgres.TableName;
import org.apache.kafka.connect.errors.ConnectException;

/** The source has a table or column that the target lacks. */
public final class SchemaMismatchException extends ConnectException {

  private final TableName table;

  public SchemaMismatchException(TableName table, String column) {
    super(
        "The target's table %s has no column \"%s\", which the source sends. Add the column to the target with the source's default, which"
                .formatted(table, column)
            + " rows have that were written before it, and restart the connector; nothing is lost meanwhile, the"
            + " changes wait in Kafka");
    this.table = table;
  }

  private SchemaMismatchException(TableName table) {
    super(
        "The target has no table %s, which the source sends. Create the table in the target and restart the connector;"
                .formatted(table)
            + " nothing is lost meanwhile, the changes wait in Kafka");
    this.table = table;
  }

  /** For a table that is not there at all. */
  public static SchemaMismatchException missing(TableName table) {
    return new SchemaMismatchException(table);
  }

  /** The table concerned. */
  public TableName table() {
    return table;
  }
}
