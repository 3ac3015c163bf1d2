package io.weft.sink.plan;

import java.util.Arrays;

/** The values by which a row is found. */
final class RowKey {

  private final Object[] values;
  private final int hash;

  /** Takes the values without copying. */
  RowKey(Object[] values) {
    this.values = values;
    hash = Arrays.hashCode(values);
  }

  Object[] values() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowKey key && hash == key.hash && Arrays.equals(values, key.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
