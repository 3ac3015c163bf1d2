package io.weft.sink.apply;

import io.weft.sink.assemble.SourceTransaction;
import io.weft.sink.assemble.Work;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Work on its way from the task's thread to the planner's. Its size in bytes counts what is being
 * planned and applied, too; the task stops reading when it grows too large.
 *
 * <p>Thread-safe.
 */
final class WorkQueue {

  private final Deque<Work> waiting = new ArrayDeque<>();
  private long bytes;

  synchronized void add(List<Work> work) {
    if (work.isEmpty()) {
      return;
    }
    waiting.addAll(work);
    work.forEach(w -> bytes += w.sizeBytes());
    notifyAll();
  }

  /** Waits for work. */
  synchronized Work take() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    return waiting.remove();
  }

  /** What a batch still takes. */
  record Room(long rows, long bytes) {

    boolean fits(Work work) {
      return work.rows() <= rows && work.sizeBytes() <= bytes;
    }
  }

  /**
   * Takes the next transaction if it goes into a batch; waits for one as long as nobody is in a
   * hurry for the batch.
   *
   * @return null if the batch should go as it is
   */
  synchronized SourceTransaction takeMore(Room room, BooleanSupplier isWanted)
      throws InterruptedException {
    while (waiting.isEmpty()) {
      if (isWanted.getAsBoolean()) {
        return null;
      }
      wait();
    }
    if (waiting.peek() instanceof SourceTransaction transaction
        && !transaction.changes().spilled()
        && room.fits(transaction)) {
      waiting.remove();
      return transaction;
    }
    return null;
  }

  /** Takes the next work if it is none of a transaction and goes into a batch; else null. */
  synchronized Work takeMoreOfSnapshot(Room room) {
    return !waiting.isEmpty()
            && !(waiting.peek() instanceof SourceTransaction)
            && room.fits(waiting.peek())
        ? waiting.remove()
        : null;
  }

  /** Lets whoever waits look again. */
  synchronized void wake() {
    notifyAll();
  }

  /** Lets go of work that is applied. */
  synchronized void done(List<Work> batch) {
    for (Work work : batch) {
      bytes -= work.sizeBytes();
      work.close();
    }
  }

  synchronized long bytes() {
    return bytes;
  }

  /** Lets go of all that waits. */
  synchronized void close() {
    waiting.forEach(Work::close);
    waiting.clear();
  }
}
