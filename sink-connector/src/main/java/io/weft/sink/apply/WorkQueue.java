package io.weft.sink.apply;

import io.weft.sink.assemble.SourceTransaction;
import io.weft.sink.assemble.Work;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Work on its way from the task's thread to the applier's. Its size in bytes counts what is being
 * applied, too; the task stops reading when it grows too large.
 */
final class WorkQueue {

  private final Deque<Work> waiting = new ArrayDeque<>();
  private long bytes;

  synchronized void add(List<Work> work) {
    waiting.addAll(work);
    work.forEach(w -> bytes += w.sizeBytes());
    notifyAll();
  }

  /**
   * Waits for work, then takes all that is there, up to a number of rows but at least one piece.
   */
  synchronized List<Work> take(int maxRows) throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    List<Work> batch = new ArrayList<>();
    long rows = 0;
    while (!waiting.isEmpty() && (batch.isEmpty() || fits(waiting.peek(), rows, maxRows))) {
      Work next = waiting.remove();
      batch.add(next);
      rows += next.rows();
      if (isSpilled(next)) {
        break;
      }
    }
    return batch;
  }

  private static boolean fits(Work next, long rows, int maxRows) {
    return rows + next.rows() <= maxRows && !isSpilled(next);
  }

  private static boolean isSpilled(Work work) {
    return work instanceof SourceTransaction transaction && transaction.changes().spilled();
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
