package io.weft.avro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

class TopicCacheTest {

  private static Schema schema(int version) {
    return SchemaBuilder.int32().version(version).build();
  }

  @Test
  void equalSchemaIsFoundAsWellAsTheSame() {
    TopicCache<Schema, String> cache = new TopicCache<>(2);
    Schema same = schema(1);
    cache.put("t", same, "one");

    assertThat(cache.get("t", same)).isEqualTo("one");
    assertThat(cache.get("t", schema(1))).isEqualTo("one");
    assertThat(cache.get("t", schema(2))).isNull();
    assertThat(cache.get("other", same)).isNull();
  }

  @Test
  void valuesWithoutASchemaHaveAnEntryToo() {
    TopicCache<Schema, String> cache = new TopicCache<>(1);
    cache.put("t", null, "none");

    assertThat(cache.get("t", null)).isEqualTo("none");
    assertThat(cache.get("t", schema(1))).isNull();
  }

  /** As of a transform that makes the schema anew for each record. */
  @Test
  void equalSchemaWithBytesAsItsDefaultIsFound() {
    Supplier<Schema> made = () -> SchemaBuilder.bytes().defaultValue(new byte[] {1}).build();
    TopicCache<Schema, String> cache = new TopicCache<>(1);
    cache.put("t", made.get(), "one");

    assertThat(cache.get("t", made.get())).isEqualTo("one");
  }

  @Test
  void oneTopicMayHaveAsManySchemasAsTheCacheHolds() {
    TopicCache<Schema, Integer> cache = new TopicCache<>(100);
    for (int i = 0; i < 101; i++) {
      cache.put("t", schema(i), i);
    }

    assertThat(cache.get("t", schema(0))).isNull();
    for (int i = 1; i < 101; i++) {
      assertThat(cache.get("t", schema(i))).isEqualTo(i);
    }
  }

  @Test
  void whatWasNotUsedForTheLongestTimeIsForgotten() {
    TopicCache<Schema, String> cache = new TopicCache<>(2);
    cache.put("a", schema(1), "a");
    cache.put("b", schema(1), "b");
    cache.get("a", schema(1));
    cache.put("c", schema(1), "c");

    assertThat(cache.get("a", schema(1))).isEqualTo("a");
    assertThat(cache.get("b", schema(1))).isNull();
  }
}
