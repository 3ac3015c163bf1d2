package io.weft.transforms.lookup;

/**
 * How many rows beside the one that is asked for are worth reading: more, as long as a good part of
 * those read before were used; fewer, where hardly one was.
 */
final class Batch {

  private static final int FIRST = 64;
  private static final int GROWTH = 4;

  /** Of a batch, one in so many has to be used for the next to be larger. */
  private static final int WORTH = 4;

  /** One in so many at least for the next to be of the same size. */
  private static final int HARDLY = 32;

  private final int rows;
  private int used;

  private Batch(int rows) {
    this.rows = rows;
  }

  static Batch first(int limit) {
    return new Batch(Math.min(FIRST, limit));
  }

  /** A row of it was used. */
  void count() {
    used++;
  }

  /** How many rows to read, the one that is asked for among them. */
  int rows() {
    return rows;
  }

  /** The one to read after this one. */
  Batch next(int limit) {
    if (used * WORTH >= rows - 1) {
      return new Batch(Math.min(limit, rows * GROWTH));
    }
    return used * HARDLY < rows ? new Batch(Math.max(1, rows / GROWTH)) : new Batch(rows);
  }
}
