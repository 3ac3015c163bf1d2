package io.weft.transforms.lookup;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of parents' rows, the most recently used of them.
 *
 * <p>What has passed is as the stream stands; what a database answered may be ahead of it. So the
 * first is never replaced by the second.
 *
 * <p>Not thread-safe, but for {@link #rows()}.
 */
final class ParentCache {

  /**
   * A row's distribution value.
   *
   * @param value its text, null for NULL
   * @param hasPassed whether a record told it, rather than a database
   * @param readAhead by which it came without being asked for, until it is used; else null
   */
  record Entry(String value, boolean hasPassed, ReadAhead readAhead) {}

  private final int limit;
  private final Map<ParentKey, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private volatile int rows;

  ParentCache(int limit) {
    this.limit = limit;
  }

  /** What is known of the row; null if nothing is. */
  Entry get(ParentKey key) {
    Entry entry = entries.get(key);
    if (entry != null && entry.readAhead() != null) {
      entry.readAhead().used();
      entry = new Entry(entry.value(), entry.hasPassed(), null);
      entries.put(key, entry);
    }
    return entry;
  }

  /** Keeps what a record told. */
  void passed(ParentKey key, String value) {
    put(key, new Entry(value, true, null));
  }

  /** Keeps what a database answered, unless something is known. */
  void answered(ParentKey key, String value, ReadAhead readAhead) {
    if (!entries.containsKey(key)) {
      put(key, new Entry(value, false, readAhead));
    }
  }

  private void put(ParentKey key, Entry entry) {
    entries.put(key, entry);
    if (entries.size() > limit) {
      entries.remove(entries.keySet().iterator().next());
    }
    rows = entries.size();
  }

  int rows() {
    return rows;
  }
}
