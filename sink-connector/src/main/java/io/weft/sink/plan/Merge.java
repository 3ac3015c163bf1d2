package io.weft.sink.plan;

import io.weft.sink.decode.RowImage;

/** Lays a later image of a row over an earlier one. */
final class Merge {

  private Merge() {}

  /** The later image, with what it leaves unchanged taken from the earlier one. */
  static RowImage over(RowImage earlier, RowImage later) {
    if (!later.hasUnchanged()) {
      return later;
    }
    String[] values = new String[later.columns().size()];
    for (int i = 0; i < values.length; i++) {
      String column = later.columns().get(i);
      boolean take = later.isUnchanged(i) && earlier.has(column);
      values[i] = take ? earlier.value(column) : later.value(i);
    }
    return new RowImage(later.columns(), values);
  }
}
