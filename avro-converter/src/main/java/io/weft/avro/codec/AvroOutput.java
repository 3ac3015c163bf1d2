package io.weft.avro.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;

/** Avro's binary form in a buffer that grows. Not thread-safe; to be used again and again. */
public final class AvroOutput {

  /**
   * How many records a record may be within, also in reading: Connect checks each struct to its
   * bottom, for which a thread's stack must do.
   */
  static final int MAX_DEPTH = 250;

  /** For a whole record, also in reading, where they cannot be compared with what is left. */
  static final int MAX_EMPTY_ELEMENTS = 100_000;

  private static final int INITIAL_BYTES = 4 * 1024;
  private static final int MAX_KEPT_BYTES = 1024 * 1024;

  private byte[] buffer = new byte[INITIAL_BYTES];
  private int size;
  private int depth;
  private int emptyElements;

  /** Begins anew. */
  public void reset() {
    size = 0;
    depth = 0;
    emptyElements = 0;
    if (buffer.length > MAX_KEPT_BYTES) {
      buffer = new byte[INITIAL_BYTES];
    }
  }

  /** What has been written since the last reset. */
  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, size);
  }

  void writeBoolean(boolean value) {
    reserve(1);
    buffer[size++] = (byte) (value ? 1 : 0);
  }

  void writeInt(int value) {
    reserve(5);
    size += BinaryData.encodeInt(value, buffer, size);
  }

  /** Which type of a union follows: a small number, which takes one byte. */
  void writeIndex(int index) {
    if (index < 64) {
      reserve(1);
      buffer[size++] = (byte) (index << 1);
    } else {
      writeInt(index);
    }
  }

  void writeLong(long value) {
    reserve(10);
    size += BinaryData.encodeLong(value, buffer, size);
  }

  void writeFloat(float value) {
    reserve(Float.BYTES);
    size += BinaryData.encodeFloat(value, buffer, size);
  }

  void writeDouble(double value) {
    reserve(Double.BYTES);
    size += BinaryData.encodeDouble(value, buffer, size);
  }

  void writeString(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    writeInt(bytes.length);
    writeRaw(bytes);
  }

  void writeBytes(byte[] value) {
    writeInt(value.length);
    writeRaw(value);
  }

  /** From the buffer's position to its limit, which stay where they are. */
  void writeBytes(ByteBuffer value) {
    writeInt(value.remaining());
    writeRaw(value);
  }

  /** A byte as it is. */
  public void writeByte(byte value) {
    reserve(1);
    buffer[size++] = value;
  }

  /** Four bytes, the most significant first; Avro itself has no such thing. */
  public void writeBigEndianInt(int value) {
    reserve(Integer.BYTES);
    for (int shift = 24; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >> shift);
    }
  }

  /** Bytes as they are, without their length. */
  void writeRaw(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  void writeRaw(ByteBuffer bytes) {
    int length = bytes.remaining();
    reserve(length);
    bytes.get(bytes.position(), buffer, size, length);
    size += length;
  }

  /** Counts a record, which is within those that were entered and not left. */
  void enter() {
    if (depth++ > MAX_DEPTH) {
      throw new ValueException("a record within itself more than " + MAX_DEPTH + " times");
    }
  }

  void leave() {
    depth--;
  }

  /** Counts elements of an array or a map that take no bytes. */
  void countEmpty(int elements) {
    emptyElements += Math.min(elements, MAX_EMPTY_ELEMENTS + 1);
    if (emptyElements > MAX_EMPTY_ELEMENTS) {
      throw new ValueException(
          "more than " + MAX_EMPTY_ELEMENTS + " elements that take no bytes, in one record");
    }
  }

  private void reserve(int bytes) {
    if (buffer.length - size < bytes) {
      long wanted = Math.max((long) size + bytes, 2L * buffer.length);
      if ((long) size + bytes > Integer.MAX_VALUE - 8) {
        throw new ValueException("a record of more than 2 GiB");
      }
      buffer = Arrays.copyOf(buffer, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }
  }
}
