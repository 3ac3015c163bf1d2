package io.weft.avro;

import io.weft.avro.registry.Lru;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;

/**
 * What was compiled for the schemas of each topic. Bounded over all topics: what was not used for
 * the longest time goes first.
 *
 * <p>A schema that is only equal to one that is known, such as a transform makes anew for each
 * record, is found at the price of the comparison.
 *
 * @param <K> a schema, or its id
 * @param <V> what is compiled
 */
final class TopicCache<K, V> {

  private final Lru<Key, V> compiled;

  /** Read and written by many threads without order: any of their values will do. */
  private Recent<V> recent;

  /** What was found last, as the next record is mostly of the same table. Immutable. */
  private static final class Recent<V> {

    private final Key key;
    private final V value;

    Recent(Key key, V value) {
      this.key = key;
      this.value = value;
    }
  }

  private record Key(String topic, Object schema) {

    boolean is(String otherTopic, Object otherSchema) {
      return (schema == otherSchema || (schema instanceof Integer && schema.equals(otherSchema)))
          && topic.equals(otherTopic);
    }

    /**
     * By what is at hand. A schema's own hash looks at all of it, and differs between equal schemas
     * that have an array of bytes as a default.
     */
    @Override
    public int hashCode() {
      return 31 * topic.hashCode() + (schema instanceof Schema each ? rough(each) : hash(schema));
    }

    private static int rough(Schema schema) {
      int fields = schema.type() == Schema.Type.STRUCT ? schema.fields().size() : 0;
      return 31 * (31 * hash(schema.name()) + hash(schema.version())) + fields;
    }

    private static int hash(Object part) {
      return Objects.hashCode(part);
    }
  }

  /**
   * An empty cache.
   *
   * @param limit for how many schemas it holds something, each counted in each of its topics
   */
  TopicCache(int limit) {
    this.compiled = new Lru<>(limit);
  }

  /** Null if there is none. */
  V get(String topic, K schema) {
    Recent<V> known = recent;
    if (known != null && known.key.is(topic, schema)) {
      return known.value;
    }
    Key key = new Key(topic, schema);
    V value = compiled.find(key);
    if (value != null) {
      recent = new Recent<>(key, value);
    }
    return value;
  }

  void put(String topic, K schema, V value) {
    compiled.put(new Key(topic, schema), value);
  }
}
