package io.weft.avro.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

  private static final Schema POINT =
      SchemaBuilder.struct()
          .name("s.Point")
          .field("x", Schema.INT32_SCHEMA)
          .field("note", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  private static Struct point(int x, String note) {
    return new Struct(POINT).put("x", x).put("note", note);
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    Arrays.stream(values).forEach(value -> bytes.put((byte) value));
    return bytes.flip();
  }

  /** All different, and each made anew with each call. */
  private static List<Object> keys() {
    return Arrays.asList(
        null,
        "text",
        "",
        7,
        7L,
        true,
        1.5,
        bytes(),
        bytes(1, 2),
        bytes(2),
        List.of(),
        List.of(1),
        List.of(1, 2),
        List.of(bytes(1)),
        Map.of(),
        Map.of("a", 1, "b", 2),
        Map.of("a", 1, "b", 3),
        Map.of(List.of("a"), 1),
        point(1, null),
        point(1, "n"),
        point(2, null));
  }

  @Test
  void keysAreTheSameInThisOrderThatAreEqual() {
    for (Object one : keys()) {
      for (Object other : keys()) {
        boolean equal = one == null ? other == null : one.equals(other);
        assertThat(KeyOrder.INSTANCE.compare(one, other) == 0)
            .as("%s and %s", one, other)
            .isEqualTo(equal);
        assertThat(Integer.signum(KeyOrder.INSTANCE.compare(one, other)))
            .isEqualTo(-Integer.signum(KeyOrder.INSTANCE.compare(other, one)));
      }
    }
  }

  @Test
  void mapInThisOrderIsEqualToOneByHashes() {
    Map<Object, Object> ordered = KeyOrder.newMap();
    Map<Object, Object> hashed = new HashMap<>();
    List<Object> keys = new ArrayList<>(keys());
    for (int i = 0; i < keys.size(); i++) {
      ordered.put(keys.get(i), i);
      hashed.put(keys.get(i), i);
    }

    assertThat(ordered).hasSameSizeAs(keys).isEqualTo(hashed);
    assertThat(hashed).isEqualTo(ordered);
  }
}
