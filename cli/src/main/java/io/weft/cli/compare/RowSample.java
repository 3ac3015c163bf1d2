package io.weft.cli.compare;

import java.util.List;

/**
 * One row that differs, named by its key.
 *
 * <p>Key values are shown to the person who asked for the comparison, in the terminal. They are a
 * user's data and have no place in logs; therefore {@link #toString()} leaves them out.
 *
 * @param keyColumns the columns that identify the row; all columns for a table without a key
 * @param keyValues their values as PostgreSQL prints them, in the same order; an element is null
 *     for NULL, so this list is not a {@code List.of}
 * @param differingColumns the columns whose values differ; empty unless the kind is {@link
 *     Kind#DIFFERENT}
 */
public record RowSample(
    Kind kind, List<String> keyColumns, List<String> keyValues, List<String> differingColumns) {

  /** How a row differs. */
  public enum Kind {
    ONLY_IN_SOURCE("only in source"),
    ONLY_IN_TARGET("only in target"),
    DIFFERENT("different");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** The kind in words, as a report says it. */
    public String words() {
      return words;
    }
  }

  public RowSample {
    keyColumns = List.copyOf(keyColumns);
    differingColumns = List.copyOf(differingColumns);
    if (keyColumns.size() != keyValues.size()) {
      throw new IllegalArgumentException(
          keyColumns.size() + " key columns, " + keyValues.size() + " values");
    }
  }

  @Override
  public String toString() {
    return kind.words() + " by " + keyColumns + ", differing " + differingColumns;
  }
}
