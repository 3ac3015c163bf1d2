package io.weft.cli.compare;

/**
 * How many rows a table holds, and how many of them differ.
 *
 * @param source rows on the source
 * @param target rows on the target
 * @param onlyInSource rows whose key, or without a key the row itself, the target lacks
 * @param onlyInTarget likewise on the other side
 * @param different rows with the same key on both sides and other values; always 0 for a table
 *     without a key
 */
public record RowCounts(
    long source, long target, long onlyInSource, long onlyInTarget, long different) {

  static final RowCounts NONE = new RowCounts(0, 0, 0, 0, 0);

  public RowCounts {
    if (source - onlyInSource != target - onlyInTarget) {
      throw new IllegalArgumentException(
          "Counts do not add up: %d - %d rows matched on the source, %d - %d on the target"
              .formatted(source, onlyInSource, target, onlyInTarget));
    }
  }

  /** Rows that are not the same on both sides. */
  public long differences() {
    return onlyInSource + onlyInTarget + different;
  }
}
