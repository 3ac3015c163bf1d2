package io.weft.sink.apply;

/**
 * Where the planner hands its work to the applier: room for one task, so that one is ready while
 * one is at the database.
 *
 * <p>Thread-safe, for one thread on each side.
 */
final class Handover {

  private final Runnable onWanted;
  private Task next;
  private boolean wanted;

  /**
   * @param onWanted is called, by the applier's thread, when that has nothing to do
   */
  Handover(Runnable onWanted) {
    this.onWanted = onWanted;
  }

  /** Waits for room. */
  synchronized void put(Task task) throws InterruptedException {
    while (next != null) {
      wait();
    }
    next = task;
    notifyAll();
  }

  /** Whether the applier has nothing to do. */
  synchronized boolean isWanted() {
    return wanted && next == null;
  }

  /** Waits for a task. */
  Task take() throws InterruptedException {
    synchronized (this) {
      if (next != null) {
        return remove();
      }
      wanted = true;
    }
    onWanted.run();
    synchronized (this) {
      while (next == null) {
        wait();
      }
      wanted = false;
      return remove();
    }
  }

  private Task remove() {
    Task task = next;
    next = null;
    notifyAll();
    return task;
  }
}
