package io.weft.sink.decode;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** Estimates the heap that values with parts hold. */
final class LargeValues {

  private static final int PART_BYTES = 24;

  private LargeValues() {}

  static long sizeBytes(Object value) {
    if (value instanceof List<?> list) {
      return PART_BYTES + list.stream().mapToLong(LargeValues::sizeBytes).sum();
    }
    if (value instanceof Map<?, ?> map) {
      return PART_BYTES
          + map.entrySet().stream()
              .mapToLong(entry -> sizeBytes(entry.getKey()) + sizeBytes(entry.getValue()))
              .sum();
    }
    if (value instanceof Struct struct) {
      long size = PART_BYTES;
      for (Field field : struct.schema().fields()) {
        size += sizeBytes(struct.get(field));
      }
      return size;
    }
    if (value instanceof String text) {
      return 2L * PART_BYTES + text.length();
    }
    if (value instanceof byte[] bytes) {
      return (long) PART_BYTES + bytes.length;
    }
    return value == null ? 0 : PART_BYTES;
  }
}
