package io.weft.cli.demo.fleet;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One writer's transactions that were acknowledged to it and that nobody has seen on the target
 * yet. Written by the writer, read by the watcher.
 */
final class WriteLog {

  private final Queue<Long> pendingMicros = new ConcurrentLinkedQueue<>();

  /**
   * @param writtenAtMicros the time that the transaction left in its site; later than the one
   *     before
   */
  void acknowledged(long writtenAtMicros) {
    pendingMicros.add(writtenAtMicros);
  }

  /** The target shows everything up to this time. */
  void visible(long upToMicros) {
    for (Long head = pendingMicros.peek();
        head != null && head <= upToMicros;
        head = pendingMicros.peek()) {
      pendingMicros.remove();
    }
  }

  /** The oldest that the target does not show, or {@link Long#MAX_VALUE} if it shows all. */
  long oldestPendingMicros() {
    Long head = pendingMicros.peek();
    return head == null ? Long.MAX_VALUE : head;
  }
}
