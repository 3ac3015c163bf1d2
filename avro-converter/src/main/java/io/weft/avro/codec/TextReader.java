package io.weft.avro.codec;

import java.util.Arrays;

/**
 * Reads texts, and hands out the last one again where it comes again: a table's records repeat the
 * names of their database, schema and table.
 */
final class TextReader implements ValueReader {

  /** After so many texts in a row that were new, a field is taken for one whose texts vary. */
  private static final int PATIENCE = 32;

  /** Read and written by many threads without order: any of their values will do. */
  private Text last = new Text(new byte[0], "");

  private int misses;

  /** A text with its bytes in UTF-8. Immutable. */
  static final class Text {

    private final byte[] bytes;
    private final String value;

    Text(byte[] bytes, String value) {
      this.bytes = bytes;
      this.value = value;
    }

    boolean isAt(byte[] buffer, int from, int to) {
      return Arrays.equals(buffer, from, to, bytes, 0, bytes.length);
    }
  }

  @Override
  public Object read(AvroInput in) {
    if (misses > PATIENCE) {
      return in.readString();
    }
    Text known = last;
    Text read = in.readText(known);
    if (read == known) {
      misses = 0;
    } else {
      misses++;
      last = read;
    }
    return read.value;
  }
}
