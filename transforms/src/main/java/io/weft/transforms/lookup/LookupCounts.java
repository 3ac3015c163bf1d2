package io.weft.transforms.lookup;

import java.util.concurrent.atomic.AtomicLong;

/** What was looked up since the start. Written by one thread, read by any. */
public final class LookupCounts {

  private final AtomicLong hits = new AtomicLong();
  private final AtomicLong misses = new AtomicLong();
  private final AtomicLong queries = new AtomicLong();
  private final AtomicLong fallbackQueries = new AtomicLong();
  private final AtomicLong rowsRead = new AtomicLong();

  void hit() {
    hits.incrementAndGet();
  }

  void miss() {
    misses.incrementAndGet();
  }

  void query(int rows) {
    queries.incrementAndGet();
    rowsRead.addAndGet(rows);
  }

  void fallbackQuery() {
    fallbackQueries.incrementAndGet();
  }

  /** Lookups that memory answered. */
  public long hits() {
    return hits.get();
  }

  /** Lookups that it did not. */
  public long misses() {
    return misses.get();
  }

  /** Of all lookups, the part that memory answered: 0 to 1; 1 where there were none. */
  public double hitRate() {
    long all = hits() + misses();
    return all == 0 ? 1 : (double) hits() / all;
  }

  /** Round trips to the source for rows. */
  public long queries() {
    return queries.get();
  }

  /** Round trips to the second place. */
  public long fallbackQueries() {
    return fallbackQueries.get();
  }

  /** Parents' rows that the source answered with. */
  public long rowsRead() {
    return rowsRead.get();
  }
}
