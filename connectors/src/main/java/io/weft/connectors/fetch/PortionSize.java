package io.weft.connectors.fetch;

/**
 * How many rows to ask for at once, learnt from the rows that came: few at first, then twice as
 * many each time while they are small, and fewer as soon as they are large.
 *
 * <p>PostgreSQL counts what it sends in rows alone. A portion is twice as large as the last one at
 * most, if its rows are like those.
 *
 * <p>Pure. Not thread-safe.
 */
final class PortionSize {

  /** More does not make it faster, even over a long way. */
  private static final long ENOUGH_BYTES = 8L << 20;

  private final int mostRows;
  private int rows = 1;
  private int rowsSeen;
  private long bytesSeen;

  /**
   * @param mostRows never to ask for more
   */
  PortionSize(int mostRows) {
    this.mostRows = Math.max(1, mostRows);
  }

  /** The rows of the portion that is being read. */
  int rows() {
    return rows;
  }

  /** A row is about to be read. */
  void row() {
    rowsSeen++;
  }

  /** A value of the row was read. */
  void value(long bytes) {
    bytesSeen += bytes;
  }

  /**
   * Goes on to the next portion if this one is over.
   *
   * @return whether it is, so that {@link #rows()} is another number
   */
  boolean isOver() {
    if (rowsSeen < rows) {
      return false;
    }
    if (bytesSeen > ENOUGH_BYTES) {
      rows = (int) Math.max(1, rows * ENOUGH_BYTES / bytesSeen);
    } else if (bytesSeen <= ENOUGH_BYTES / 2) {
      rows = (int) Math.min(mostRows, 2L * rows);
    }
    rowsSeen = 0;
    bytesSeen = 0;
    return true;
  }
}
