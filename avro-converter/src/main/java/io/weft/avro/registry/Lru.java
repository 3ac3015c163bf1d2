package io.weft.avro.registry;

import java.util.LinkedHashMap;
import java.util.Map;

/** A bounded cache that forgets what was not used for the longest time. Safe for many threads. */
public final class Lru<K, V> {

  private final Map<K, V> entries;

  /**
   * An empty cache.
   *
   * @param limit how many entries it holds at most
   */
  public Lru(int limit) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > limit;
          }
        };
  }

  /** The value of a key; null if it is not held. */
  public synchronized V find(K key) {
    return entries.get(key);
  }

  public synchronized void put(K key, V value) {
    entries.put(key, value);
  }
}
