package io.weft.sink.encode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow as they are written, numbers in network order. Not thread-safe. */
public final class Bytes {

  private static final int MIN_ROOM = 16;
  private static final int MAX_FIRST_ROOM = 1 << 20;

  /** What an array may hold at most. */
  private static final int MAX = Integer.MAX_VALUE - 8;

  private byte[] array;
  private int length;

  /** Begins with room for about so many. */
  Bytes(long room) {
    array = new byte[(int) Math.min(MAX_FIRST_ROOM, Math.max(MIN_ROOM, room))];
  }

  /** How many there are. */
  public int length() {
    return length;
  }

  /** Where they are: from 0 to {@link #length()}; valid until more is written. */
  public byte[] array() {
    return array;
  }

  void putByte(int value) {
    ensure(1);
    array[length++] = (byte) value;
  }

  void putShort(int value) {
    ensure(2);
    array[length++] = (byte) (value >> 8);
    array[length++] = (byte) value;
  }

  void putInt(int value) {
    ensure(4);
    setInt(length, value);
    length += 4;
  }

  void putLong(long value) {
    ensure(8);
    setInt(length, (int) (value >> 32));
    setInt(length + 4, (int) value);
    length += 8;
  }

  /** All that was written, as one number with a sign. */
  long number() {
    long number = array[0];
    for (int i = 1; i < length; i++) {
      number = number << Byte.SIZE | (array[i] & 0xFF);
    }
    return number;
  }

  /** Forgets what was written. */
  void clear() {
    length = 0;
  }

  /** Overwrites four bytes. */
  void setInt(int at, int value) {
    array[at] = (byte) (value >> 24);
    array[at + 1] = (byte) (value >> 16);
    array[at + 2] = (byte) (value >> 8);
    array[at + 3] = (byte) value;
  }

  void put(byte[] bytes) {
    ensure(bytes.length);
    System.arraycopy(bytes, 0, array, length, bytes.length);
    length += bytes.length;
  }

  void put(ByteBuffer bytes) {
    int count = bytes.remaining();
    ensure(count);
    bytes.duplicate().get(array, length, count);
    length += count;
  }

  /** Writes text as UTF-8. */
  void putText(String text) {
    int characters = text.length();
    ensure(characters);
    int start = length;
    for (int i = 0; i < characters; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        length = start;
        put(text.getBytes(StandardCharsets.UTF_8));
        return;
      }
      array[length++] = (byte) c;
    }
  }

  private void ensure(int more) {
    long needed = (long) length + more;
    if (needed > array.length) {
      if (needed > MAX) {
        throw new EncodeException("The rows of one statement exceed 2 GiB: set batch.rows lower");
      }
      array = Arrays.copyOf(array, (int) Math.min(MAX, Math.max(needed, array.length * 2L)));
    }
  }
}
