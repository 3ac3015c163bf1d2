package io.weft.avro.codec;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.Schema;

/** How few bytes a value can take. */
final class Sizes {

  private Sizes() {}

  static int minBytes(Schema schema) {
    return (int)
        Math.min(
            Integer.MAX_VALUE / 4,
            minBytes(schema, Collections.newSetFromMap(new IdentityHashMap<>())));
  }

  private static long minBytes(Schema schema, Set<Schema> around) {
    return switch (schema.getType()) {
      case NULL -> 0;
      case FLOAT -> Float.BYTES;
      case DOUBLE -> Double.BYTES;
      case FIXED -> schema.getFixedSize();
      case RECORD -> {
        if (!around.add(schema)) {
          yield 0;
        }
        long sum =
            schema.getFields().stream().mapToLong(field -> minBytes(field.schema(), around)).sum();
        around.remove(schema);
        yield sum;
      }
      default -> 1;
    };
  }
}
