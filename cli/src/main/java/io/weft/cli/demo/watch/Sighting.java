package io.weft.cli.demo.watch;

/**
 * What a reader of the target has seen up to now.
 *
 * @param reads how often it has looked
 * @param tornReads how often it saw half a transaction
 * @param lagMs age of the oldest transaction that was acknowledged to a writer and that the last
 *     look did not show; 0 if it showed them all, -1 before the first look
 * @param catchUpMs time from the end of the copy until the lag was below a second while writers
 *     wrote; -1 before
 * @param maxLagMs the largest lag since then; before, the largest of all
 */
public record Sighting(long reads, long tornReads, long lagMs, long catchUpMs, long maxLagMs) {

  /** Before the first look. */
  public static final Sighting NONE = new Sighting(0, 0, -1, -1, 0);

  private static final long CAUGHT_UP_MS = 1000;

  /** With one more look, that found this lag while the writers wrote. */
  Sighting seenWhileWriting(long newLagMs, boolean torn, long sinceCopyMs) {
    boolean catchesUp = catchUpMs < 0 && newLagMs < CAUGHT_UP_MS;
    Sighting next = seenWhileDraining(newLagMs, torn);
    return catchesUp
        ? new Sighting(next.reads, next.tornReads, newLagMs, sinceCopyMs, newLagMs)
        : next;
  }

  /** With one more look, that found this lag after the last write. */
  Sighting seenWhileDraining(long newLagMs, boolean torn) {
    return new Sighting(
        reads + 1, tornReads + (torn ? 1 : 0), newLagMs, catchUpMs, Math.max(maxLagMs, newLagMs));
  }

  /** Whether the target shows every acknowledged transaction. */
  public boolean showsAll() {
    return lagMs == 0;
  }
}
