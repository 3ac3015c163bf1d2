package io.weft.transforms.lookup;

/**
 * How many rows beside the one that is asked for are worth reading from a table: more, as long as a
 * good part of those read before were used; fewer, where hardly one was. Children come in about the
 * order of their parents where keys grow, and in none where keys are random.
 *
 * <p>Not thread-safe.
 */
final class ReadAhead {

  private static final int FIRST = 64;
  private static final int FACTOR = 4;

  /** Of the rows read, one in so many has to be used to read more. */
  private static final int WORTH = 4;

  /** One in so many at least, not to read fewer. */
  private static final int HARDLY = 16;

  /** After so many queries it is judged whether their rows were used, which may come late. */
  private static final int PERIOD = 8;

  /** After so many queries for one row it is tried again to read more. */
  private static final int PROBE = 64;

  private final int limit;
  private int rows;
  private int queries;
  private int read;
  private int used;
  private int readLast;
  private int usedSince;

  /**
   * @param limit how many rows to read at most
   */
  ReadAhead(int limit) {
    this.limit = limit;
    this.rows = Math.min(FIRST, limit);
  }

  /** How many rows to read now, the one that is asked for among them. */
  int rows() {
    if (rows == 1) {
      if (queries >= PROBE) {
        begin(Math.min(FIRST, limit));
      }
    } else if (isWorth(usedSince, readLast) || (isJudged() && isWorth(used, read))) {
      begin(Math.min(limit, rows * FACTOR));
    } else if (isJudged()) {
      begin(used * HARDLY < read ? Math.max(1, rows / FACTOR) : rows);
    }
    return rows;
  }

  private boolean isJudged() {
    return queries >= PERIOD;
  }

  private static boolean isWorth(int used, int read) {
    return read > 0 && used * WORTH >= read;
  }

  private void begin(int newRows) {
    rows = newRows;
    queries = 0;
    read = 0;
    used = 0;
  }

  /** A query brought so many rows that nobody asked for. */
  void read(int others) {
    queries++;
    read += others;
    readLast = others;
    usedSince = 0;
  }

  /** One of them was used for the first time. */
  void used() {
    used++;
    usedSince++;
  }
}
