package io.weft.avro;

import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;

/**
 * What was compiled for the schemas of each topic. Bounded: by topics, and by schemas a topic, of
 * which the oldest goes first.
 *
 * <p>A schema is found by its identity; one that is equal only, such as a transform makes anew for
 * each record, is found at the price of the comparison.
 *
 * @param <K> a schema, or its id
 * @param <V> what is compiled
 */
final class TopicCache<K, V> {

  private static final int SCHEMAS_PER_TOPIC = 32;

  private final Cache<String, Entry<K, V>[]> topics;

  private record Entry<K, V>(K schema, V compiled) {}

  TopicCache(int maxTopics) {
    this.topics = new SynchronizedCache<>(new LRUCache<>(maxTopics));
  }

  /** Null if there is none. */
  V get(String topic, K schema) {
    Entry<K, V>[] entries = topics.get(topic);
    if (entries == null) {
      return null;
    }
    for (Entry<K, V> entry : entries) {
      if (entry.schema == schema) {
        return entry.compiled;
      }
    }
    for (Entry<K, V> entry : entries) {
      if (schema != null && schema.equals(entry.schema)) {
        return entry.compiled;
      }
    }
    return null;
  }

  /** The newest comes first, as it is asked for most. */
  void put(String topic, K schema, V compiled) {
    Entry<K, V>[] known = topics.get(topic);
    int kept = known == null ? 0 : Math.min(known.length, SCHEMAS_PER_TOPIC - 1);
    @SuppressWarnings({"unchecked", "rawtypes"})
    Entry<K, V>[] entries = new Entry[kept + 1];
    entries[0] = new Entry<>(schema, compiled);
    if (kept > 0) {
      System.arraycopy(known, 0, entries, 1, kept);
    }
    topics.put(topic, entries);
  }
}
