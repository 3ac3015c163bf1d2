package io.weft.avro.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Avro's binary form, read from a record's bytes. Not thread-safe.
 *
 * <p>The bytes are not trusted: every length is compared with what is left before anything is
 * allocated, and every fault names the byte at which it was seen.
 */
public final class AvroInput {

  private final byte[] bytes;
  private int position;
  private int depth;
  private int emptyElements;

  /**
   * Begins to read.
   *
   * @param position where the value begins
   */
  public AvroInput(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  int remaining() {
    return bytes.length - position;
  }

  boolean readBoolean() {
    require(1);
    byte value = bytes[position++];
    if (value != 0 && value != 1) {
      throw malformed("a boolean is neither 0 nor 1");
    }
    return value == 1;
  }

  int readInt() {
    long value = readVarint(5, "an int");
    if (value >>> 32 != 0) {
      throw malformed("an int has more than 32 bits");
    }
    int n = (int) value;
    return (n >>> 1) ^ -(n & 1);
  }

  long readLong() {
    long n = readVarint(10, "a long");
    return (n >>> 1) ^ -(n & 1);
  }

  private long readVarint(int maxBytes, String what) {
    long value = 0;
    for (int i = 0; i < maxBytes; i++) {
      require(1);
      byte b = bytes[position++];
      value |= (b & 0x7FL) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    throw malformed(what + " has more than " + maxBytes + " bytes");
  }

  float readFloat() {
    require(Float.BYTES);
    int bits = 0;
    for (int i = 0; i < Float.BYTES; i++) {
      bits |= (bytes[position++] & 0xFF) << (8 * i);
    }
    return Float.intBitsToFloat(bits);
  }

  double readDouble() {
    require(Double.BYTES);
    long bits = 0;
    for (int i = 0; i < Double.BYTES; i++) {
      bits |= (bytes[position++] & 0xFFL) << (8 * i);
    }
    return Double.longBitsToDouble(bits);
  }

  String readString() {
    int length = readLength();
    String value = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  /** As {@link #readString}; the known one if it is the same again. */
  TextReader.Text readText(TextReader.Text known) {
    int length = readLength();
    int end = position + length;
    if (known.isAt(bytes, position, end)) {
      position = end;
      return known;
    }
    byte[] own = Arrays.copyOfRange(bytes, position, end);
    position = end;
    return new TextReader.Text(own, new String(own, StandardCharsets.UTF_8));
  }

  byte[] readBytes() {
    return readFixed(readLength());
  }

  byte[] readFixed(int length) {
    require(length);
    byte[] value = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return value;
  }

  /** All that is left. */
  byte[] readRest() {
    return readFixed(remaining());
  }

  /** Which of a union's types, or of an enum's symbols, follows. */
  int readIndex(int count) {
    int index = readInt();
    if (index < 0 || index >= count) {
      throw malformed("a union or an enum has the index " + index + " of " + count);
    }
    return index;
  }

  /**
   * How many elements the next block of an array or a map has; 0 at the end.
   *
   * @param minElementBytes what one of them takes at least
   */
  int readBlock(int minElementBytes) {
    long count = readLong();
    if (count < 0) {
      readLong(); // the block's size in bytes, for those who skip it
      count = -count;
    }
    if (minElementBytes == 0) {
      return countEmpty(count);
    }
    if (count < 0 || count > remaining() / minElementBytes) {
      throw malformed("an array or a map has more elements than the record has bytes for");
    }
    return (int) count;
  }

  private int countEmpty(long count) {
    if (count < 0 || count > AvroOutput.MAX_EMPTY_ELEMENTS - emptyElements) {
      throw malformed(
          "a record has more than "
              + AvroOutput.MAX_EMPTY_ELEMENTS
              + " elements of arrays that take no bytes");
    }
    emptyElements += (int) count;
    return (int) count;
  }

  /**
   * Checks that nothing is left.
   *
   * @throws ValueException if something is left
   */
  public void requireEnd() {
    if (remaining() > 0) {
      throw malformed(remaining() + " bytes are left over");
    }
  }

  /** Counts a record, which is within those that were entered and not left. */
  void enter() {
    if (depth++ > AvroOutput.MAX_DEPTH) {
      throw malformed("a record is within itself more than " + AvroOutput.MAX_DEPTH + " times");
    }
  }

  void leave() {
    depth--;
  }

  private int readLength() {
    long length = readLong();
    if (length < 0 || length > remaining()) {
      throw malformed("a length is " + length + " where " + remaining() + " bytes are left");
    }
    return (int) length;
  }

  private void require(int count) {
    if (remaining() < count) {
      throw malformed("the record ends too early");
    }
  }

  ValueException malformed(String what) {
    return new ValueException(what + ", at byte " + position + " of " + bytes.length);
  }
}
