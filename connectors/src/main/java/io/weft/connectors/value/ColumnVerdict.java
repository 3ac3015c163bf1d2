package io.weft.connectors.value;

import io.weft.postgres.TableName;

/**
 * How one column's values travel.
 *
 * @param type as {@code format_type} prints it
 * @param reason why, or with which restriction; empty if there is nothing to say
 */
public record ColumnVerdict(
    TableName table, String column, String type, Verdict verdict, String reason) {

  /** What is wrong with a column that cannot travel, and what to do. */
  public String fault() {
    return "Column %s of table %s is of type %s, which cannot be carried: %s. Change its type, to text for example, or leave the table out"
        .formatted(column, table, type, reason);
  }
}
