package io.weft.sink.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class InfiniteIntervalsTest {

  private static final List<Integer> SECOND = List.of(1);

  @Test
  void infiniteValueIsFoundInItsColumnOnly() {
    byte[] rows =
        rows(interval(1, 2, 3), interval(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
    assertThat(InfiniteIntervals.isIn(rows, SECOND)).isTrue();
    assertThat(InfiniteIntervals.isIn(rows, List.of(0))).isFalse();
    assertThat(
            InfiniteIntervals.isIn(
                rows(null, interval(Long.MIN_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE)), SECOND))
        .isTrue();
  }

  @Test
  void elementOfAnArrayIsFound() {
    ByteBuffer array = ByteBuffer.allocate(5 * Integer.BYTES + 2 * (Integer.BYTES + 16));
    array.putInt(1).putInt(0).putInt(1186).putInt(2).putInt(1);
    array.putInt(16).put(interval(1, 2, 3));
    array.putInt(16).put(interval(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
    assertThat(InfiniteIntervals.isIn(rows(null, array.array()), SECOND)).isTrue();
  }

  @Test
  void finiteValuesAndNullAreLeftAlone() {
    assertThat(
            InfiniteIntervals.isIn(
                rows(interval(0, 0, 0), interval(Long.MAX_VALUE, Integer.MAX_VALUE, 0)), SECOND))
        .isFalse();
    assertThat(InfiniteIntervals.isIn(rows(interval(0, 0, 0), null), SECOND)).isFalse();
  }

  private static byte[] interval(long micros, int days, int months) {
    return ByteBuffer.allocate(16).putLong(micros).putInt(days).putInt(months).array();
  }

  private static byte[] rows(byte[]... values) {
    ByteBuffer row = ByteBuffer.allocate(1000).putShort((short) values.length);
    for (byte[] value : values) {
      row.putInt(value == null ? -1 : value.length);
      if (value != null) {
        row.put(value);
      }
    }
    byte[] one = new byte[row.position()];
    row.flip().get(one);
    return ByteBuffer.allocate(2 * one.length).put(one).put(one).array();
  }
}
