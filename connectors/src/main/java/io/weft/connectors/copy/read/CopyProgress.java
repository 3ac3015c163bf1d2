package io.weft.connectors.copy.read;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far a task is, for people.
 *
 * <p>Thread rules: any.
 */
public final class CopyProgress {

  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger chunksDone = new AtomicInteger();
  private final AtomicInteger chunks = new AtomicInteger();
  private final AtomicLong bytesEstimated = new AtomicLong();

  void planned(int ofChunks, int done, long estimatedBytes) {
    chunks.set(ofChunks);
    chunksDone.set(done);
    bytesEstimated.set(estimatedBytes);
  }

  void read(long moreRows, long moreBytes) {
    rows.addAndGet(moreRows);
    bytes.addAndGet(moreBytes);
  }

  void chunkDone() {
    chunksDone.incrementAndGet();
  }

  /** Read since the task's start. */
  public long rows() {
    return rows.get();
  }

  /** Of these rows, in the form in which they travel. */
  public long bytes() {
    return bytes.get();
  }

  /** Read wholly, those before the task's start among them. */
  public int chunksDone() {
    return chunksDone.get();
  }

  /** What the task has to read. */
  public int chunks() {
    return chunks.get();
  }

  /** Of the files of these chunks. */
  public long bytesEstimated() {
    return bytesEstimated.get();
  }
}
