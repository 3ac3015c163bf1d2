package io.weft.transforms;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;

/**
 * Chooses a Kafka partition by a value. Equal values choose the same one whatever their column's
 * type is: a tenant's id may be an integer in one table and a bigint in the next.
 */
final class PartitionChoice {

  private PartitionChoice() {}

  /**
   * The partition that Kafka's own partitioner chooses for the value's text as the key.
   *
   * @param partitions how many there are
   * @return empty if values of this kind distribute nothing
   */
  static Optional<Integer> of(Object value, int partitions) {
    return bytes(value).map(bytes -> Utils.toPositive(Utils.murmur2(bytes)) % partitions);
  }

  private static Optional<byte[]> bytes(Object value) {
    if (value instanceof byte[] bytes) {
      return Optional.of(bytes);
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return Optional.of(bytes);
    }
    return text(value).map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> text(Object value) {
    if (value instanceof Byte
        || value instanceof Short
        || value instanceof Integer
        || value instanceof Long
        || value instanceof String
        || value instanceof Boolean) {
      return Optional.of(value.toString());
    }
    return value instanceof BigDecimal decimal
        ? Optional.of(decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString())
        : Optional.empty();
  }
}
