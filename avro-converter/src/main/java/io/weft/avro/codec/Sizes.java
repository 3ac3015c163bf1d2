package io.weft.avro.codec;

import java.util.IdentityHashMap;
import org.apache.avro.Schema;

/** How few bytes a value can take. */
final class Sizes {

  private static final int MOST = Integer.MAX_VALUE / 4;

  /** Of records, also of those around, which count as nothing: less is never wrong. */
  private final IdentityHashMap<Schema, Integer> records = new IdentityHashMap<>();

  private Sizes() {}

  static int minBytes(Schema schema) {
    return new Sizes().of(schema);
  }

  private int of(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> 0;
      case FLOAT -> Float.BYTES;
      case DOUBLE -> Double.BYTES;
      case FIXED -> Math.min(schema.getFixedSize(), MOST);
      case RECORD -> record(schema);
      default -> 1;
    };
  }

  private int record(Schema schema) {
    Integer known = records.putIfAbsent(schema, 0);
    if (known != null) {
      return known;
    }
    long sum = schema.getFields().stream().mapToLong(field -> of(field.schema())).sum();
    records.put(schema, (int) Math.min(sum, MOST));
    return records.get(schema);
  }
}
