package io.weft.sink.decode;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A row: the names of its columns and their values as PostgreSQL's text literals. Null is SQL's
 * NULL; the very object {@link #UNCHANGED} (compared by identity, so no text can be mistaken for
 * it) is a value that the source did not send because it had not changed.
 *
 * <p>Columns are shared between the rows of a table; the values are this row's own and must not be
 * modified.
 */
public final class RowImage {

  /** Stands for a large value that the update left alone. */
  @SuppressWarnings("StringOperationCanBeSimplified") // an object of its own is the point
  public static final String UNCHANGED = new String("unchanged");

  private static final int VALUE_OVERHEAD_BYTES = 48;

  private final List<String> columns;
  private final String[] values;

  /**
   * Takes both without copying.
   *
   * @throws IllegalArgumentException unless there are as many values as columns
   */
  public RowImage(List<String> columns, String[] values) {
    if (columns.size() != values.length) {
      throw new IllegalArgumentException(columns.size() + " columns, " + values.length + " values");
    }
    this.columns = columns;
    this.values = values;
  }

  /** The names, in the order of the values. */
  public List<String> columns() {
    return columns;
  }

  /** The value at a place. */
  public String value(int index) {
    return values[index];
  }

  /** The value of a column. Null is NULL: ask {@link #has} first where the column may be absent. */
  public String value(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException("No column " + column + " among " + columns);
    }
    return values[index];
  }

  /** Whether the row has the column. */
  public boolean has(String column) {
    return columns.contains(column);
  }

  /** The same row, with those values replaced that the function gives for their columns. */
  RowImage with(UnaryOperator<String> replacement) {
    String[] replaced = values.clone();
    for (int i = 0; i < replaced.length; i++) {
      String value = replacement.apply(columns.get(i));
      replaced[i] = value == null ? replaced[i] : value;
    }
    return new RowImage(columns, replaced);
  }

  /** Whether any value was left out because it had not changed. */
  @SuppressWarnings("ReferenceEquality")
  public boolean hasUnchanged() {
    for (String value : values) {
      if (value == UNCHANGED) {
        return true;
      }
    }
    return false;
  }

  /** Whether the value at a place was left out because it had not changed. */
  @SuppressWarnings("ReferenceEquality")
  public boolean isUnchanged(int index) {
    return values[index] == UNCHANGED;
  }

  long sizeBytes() {
    long size = 32 + 4L * values.length;
    for (String value : values) {
      size += value == null ? 0 : VALUE_OVERHEAD_BYTES + value.length();
    }
    return size;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowImage row
        && columns.equals(row.columns)
        && Arrays.equals(values, row.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** Names only: values never reach a log. */
  @Override
  public String toString() {
    return "row of " + columns;
  }
}
