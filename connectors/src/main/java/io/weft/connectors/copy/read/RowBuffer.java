package io.weft.connectors.copy.read;

import java.util.Arrays;

/** Collects rows for one record. A row as large as a record is kept as it is, and not copied. */
final class RowBuffer {

  private final int recordBytes;
  private final byte[] buffer;
  private byte[] large;
  private int size;
  private long rows;

  /**
   * @param recordBytes how much a record holds, at most, unless one row is larger
   */
  RowBuffer(int recordBytes) {
    this.recordBytes = recordBytes;
    this.buffer = new byte[recordBytes];
  }

  /** Whether another row fits. */
  boolean takes(byte[] row) {
    return rows == 0 || (large == null && row.length <= recordBytes - size);
  }

  void add(byte[] row) {
    if (row.length > recordBytes) {
      large = row;
    } else {
      System.arraycopy(row, 0, buffer, size, row.length);
    }
    size += row.length;
    rows++;
  }

  /** How many there are since {@link #drain()}. */
  long rows() {
    return rows;
  }

  /** Hands the rows out, and begins anew. */
  byte[] drain() {
    byte[] value = large == null ? Arrays.copyOf(buffer, size) : large;
    large = null;
    size = 0;
    rows = 0;
    return value;
  }
}
