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
   * @param mayHaveChildren whether another row may refer to it: not if its insert has passed, and
   *     nobody has asked for it since
   * @param readAhead by which it came without being asked for, until it is used; else null
   */
  record Entry(String value, boolean hasPassed, boolean mayHaveChildren, ReadAhead readAhead) {

    Entry used() {
      return new Entry(value, hasPassed, true, null);
    }
  }

  private final int limit;
  private final Map<ParentKey, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private volatile int rows;

  ParentCache(int limit) {
    this.limit = limit;
  }

  /** What is known of the row; null if nothing is. */
  Entry known(ParentKey key) {
    return entries.get(key);
  }

  /** The same, for a row that refers to it. */
  Entry use(ParentKey key) {
    Entry entry = entries.get(key);
    if (entry != null && entry.readAhead() != null) {
      entry.readAhead().used();
    }
    if (entry != null && (entry.readAhead() != null || !entry.mayHaveChildren())) {
      entry = entry.used();
      entries.put(key, entry);
    }
    return entry;
  }

  /** Keeps what a record told of a new row. */
  void inserted(ParentKey key, String value) {
    // A child with a deferred key has come before its parent.
    put(key, new Entry(value, true, entries.containsKey(key), null));
  }

  /** Keeps what a record told of a row. */
  void passed(ParentKey key, String value) {
    Entry entry = entries.get(key);
    put(key, new Entry(value, true, entry == null || entry.mayHaveChildren(), null));
  }

  /** Keeps what a database answered, unless something is known. */
  void answered(ParentKey key, String value, ReadAhead readAhead) {
    if (!entries.containsKey(key)) {
      put(key, new Entry(value, false, true, readAhead));
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
