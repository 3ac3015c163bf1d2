package io.weft.sink.copy;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Finds in rows of COPY's binary format an interval that is infinite. A server before PostgreSQL 17
 * would take it for a very long one (timestamp.h, INTERVAL_NOBEGIN and INTERVAL_NOEND).
 */
final class InfiniteIntervals {

  /** The first major version that has them. */
  static final int KNOWN_SINCE = 17;

  private static final int NULL = -1;

  /** Microseconds, days, months. */
  private static final int BYTES = Long.BYTES + 2 * Integer.BYTES;

  private InfiniteIntervals() {}

  /**
   * Whether there is one.
   *
   * @param rows without the format's head and tail
   * @param columns which of the columns are intervals, or arrays of them
   */
  static boolean isIn(byte[] rows, List<Integer> columns) {
    ByteBuffer view = ByteBuffer.wrap(rows);
    while (view.hasRemaining()) {
      int count = view.getShort();
      for (int column = 0; column < count; column++) {
        int length = view.getInt();
        if (length != NULL) {
          int from = view.position();
          view.position(from + length);
          if (columns.contains(column) && isIn(view, from, from + length)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean isIn(ByteBuffer rows, int from, int to) {
    for (int at = from; at + BYTES <= to; at += Integer.BYTES) {
      long micros = rows.getLong(at);
      int days = rows.getInt(at + Long.BYTES);
      int months = rows.getInt(at + Long.BYTES + Integer.BYTES);
      boolean isEnd =
          micros == Long.MAX_VALUE && days == Integer.MAX_VALUE && months == Integer.MAX_VALUE;
      boolean isBegin =
          micros == Long.MIN_VALUE && days == Integer.MIN_VALUE && months == Integer.MIN_VALUE;
      if (isEnd || isBegin) {
        return true;
      }
    }
    return false;
  }
}
