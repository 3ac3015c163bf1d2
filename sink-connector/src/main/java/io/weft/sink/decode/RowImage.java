package io.weft.sink.decode;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A row: its columns and their values, as Connect's converter gave them. Null is SQL's NULL; the
 * very object {@link #UNCHANGED} (compared by identity, so no value can be mistaken for it) is a
 * value that the source did not send because it had not changed.
 *
 * <p>Two values are equal if PostgreSQL prints them alike. The values are the row's own and must
 * not be modified.
 */
public final class RowImage {

  /** Stands for a large value that the update left alone. */
  public static final Object UNCHANGED =
      new Object() {
        @Override
        public String toString() {
          return "unchanged";
        }
      };

  private static final int ROW_BYTES = 40;
  private static final int REFERENCE_BYTES = 4;
  private static final int NUMBER_BYTES = 24;
  private static final long TEXT_BYTES = 48;

  private final RowColumns columns;
  private final Object[] values;

  /**
   * Takes both without copying.
   *
   * @throws IllegalArgumentException unless there are as many values as columns
   */
  public RowImage(RowColumns columns, Object[] values) {
    if (columns.count() != values.length) {
      throw new IllegalArgumentException(
          columns.count() + " columns, " + values.length + " values");
    }
    this.columns = columns;
    this.values = values;
  }

  /** The columns, in the order of the values. */
  public RowColumns columns() {
    return columns;
  }

  /** The value at a place. */
  public Object value(int place) {
    return values[place];
  }

  /** The text literal of the value at a place, null for NULL. */
  public String text(int place) {
    return values[place] == null ? null : columns.form(place).text(values[place]);
  }

  /** Whether any value was left out because it had not changed. */
  public boolean hasUnchanged() {
    for (Object value : values) {
      if (value == UNCHANGED) {
        return true;
      }
    }
    return false;
  }

  /** Whether the value at a place was left out because it had not changed. */
  public boolean isUnchanged(int place) {
    return values[place] == UNCHANGED;
  }

  /** The same row, but for the value at a place. */
  public RowImage with(int place, Object value) {
    Object[] changed = values.clone();
    changed[place] = value;
    return new RowImage(columns, changed);
  }

  /** An estimate of the heap that the row holds. */
  long sizeBytes() {
    long size = ROW_BYTES + (long) REFERENCE_BYTES * values.length;
    for (Object value : values) {
      size += sizeBytes(value);
    }
    return size;
  }

  private static long sizeBytes(Object value) {
    if (value == null || value == UNCHANGED || value instanceof Boolean) {
      return 0;
    }
    if (value instanceof String text) {
      return TEXT_BYTES + text.length();
    }
    if (value instanceof ByteBuffer bytes) {
      return TEXT_BYTES + bytes.remaining();
    }
    return value instanceof Number ? NUMBER_BYTES : LargeValues.sizeBytes(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowImage row
        && columns == row.columns
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
