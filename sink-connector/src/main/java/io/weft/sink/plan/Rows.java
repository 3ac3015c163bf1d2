package io.weft.sink.plan;

import java.util.List;

/**
 * The rows of a step, by row and by the step's columns. They are read where they lie, not copied.
 */
public interface Rows {

  /** How many there are; at least one. */
  int count();

  /** A value as Connect's converter gave it, null for NULL. */
  Object value(int row, int column);

  /** Some of them that follow each other: from one, which is in, to another, which is not. */
  default Rows slice(int from, int to) {
    Rows all = this;
    return new Rows() {
      @Override
      public int count() {
        return to - from;
      }

      @Override
      public Object value(int row, int column) {
        return all.value(from + row, column);
      }
    };
  }

  /**
   * The same rows in another order.
   *
   * @param order for each place the row that comes there
   */
  default Rows inOrder(int[] order) {
    Rows all = this;
    return new Rows() {
      @Override
      public int count() {
        return order.length;
      }

      @Override
      public Object value(int row, int column) {
        return all.value(order[row], column);
      }
    };
  }

  /** Rows that have been copied out. */
  static Rows of(List<Object[]> rows) {
    return new Rows() {
      @Override
      public int count() {
        return rows.size();
      }

      @Override
      public Object value(int row, int column) {
        return rows.get(row)[column];
      }
    };
  }
}
