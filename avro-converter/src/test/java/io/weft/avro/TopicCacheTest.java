package io.weft.avro;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

class TopicCacheTest {

  private static Schema schema(int version) {
    return SchemaBuilder.int32().version(version).build();
  }

  @Test
  void equalSchemaIsFoundAsWellAsTheSame() {
    TopicCache<Schema, String> cache = new TopicCache<>(1);
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

  @Test
  void oldestSchemaOfATopicIsForgotten() {
    TopicCache<Schema, Integer> cache = new TopicCache<>(1);
    for (int i = 0; i < 33; i++) {
      cache.put("t", schema(i), i);
    }

    assertThat(cache.get("t", schema(0))).isNull();
    assertThat(cache.get("t", schema(1))).isEqualTo(1);
    assertThat(cache.get("t", schema(32))).isEqualTo(32);
  }

  @Test
  void topicThatWasNotUsedForTheLongestIsForgotten() {
    TopicCache<Schema, String> cache = new TopicCache<>(2);
    cache.put("a", schema(1), "a");
    cache.put("b", schema(1), "b");
    cache.get("a", schema(1));
    cache.put("c", schema(1), "c");

    assertThat(cache.get("a", schema(1))).isEqualTo("a");
    assertThat(cache.get("b", schema(1))).isNull();
  }
}
