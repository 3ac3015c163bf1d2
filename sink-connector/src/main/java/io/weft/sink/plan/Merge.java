package io.weft.sink.plan;

import io.weft.sink.decode.RowImage;

/** Lays a later image of a row over an earlier one. */
final class Merge {

  private Merge() {}

  /**
   * The later image, with what it leaves unchanged taken from the earlier one. Both have the same
   * columns.
   */
  static RowImage over(RowImage earlier, RowImage later) {
    if (!later.hasUnchanged()) {
      return later;
    }
    Object[] values = new Object[later.columns().count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = later.isUnchanged(i) ? earlier.value(i) : later.value(i);
    }
    return new RowImage(later.columns(), values);
  }
}
