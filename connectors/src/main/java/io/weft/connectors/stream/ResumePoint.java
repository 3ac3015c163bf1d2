package io.weft.connectors.stream;

import io.weft.postgres.Lsn;
import java.util.Map;
import java.util.Optional;

/**
 * Where capture goes on after a stop: behind a source commit, and then behind some events of the
 * source transaction that follows.
 *
 * <p>It is stored as a Connect source offset that Debezium can load. Debezium's own offset points
 * into the log, and finding that place again has lost and repeated events; this one names the last
 * commit only ({@code lsn}, {@code lsn_commit}, and deliberately no {@code lsn_proc}), from which
 * the server itself starts exactly: it sends every transaction whose commit lies behind.
 *
 * @param commit the end of the last source commit that is wholly in Kafka
 * @param open the part of the transaction after it that is in Kafka as well
 */
public record ResumePoint(Lsn commit, Optional<Position> open) {

  private static final String LSN = "lsn";
  private static final String COMMIT_LSN = "lsn_commit";
  private static final String OPEN_XID = "weft_open_xid";
  private static final String OPEN_ORDER = "weft_open_order";

  /**
   * A place within a source transaction.
   *
   * @param xid the transaction's id on the source
   * @param totalOrder the number of its events up to here; 0 is behind its BEGIN
   */
  public record Position(String xid, long totalOrder) {}

  public static ResumePoint after(Lsn commit) {
    return new ResumePoint(commit, Optional.empty());
  }

  ResumePoint within(Position position) {
    return new ResumePoint(commit, Optional.of(position));
  }

  /** Reads a stored source offset; empty if it names no commit, as in the middle of a snapshot. */
  public static Optional<ResumePoint> read(Map<String, ?> offset) {
    Object lsn = offset.containsKey(COMMIT_LSN) ? offset.get(COMMIT_LSN) : offset.get(LSN);
    if (!(lsn instanceof Number number) || SnapshotOffsets.isUnfinished(offset)) {
      return Optional.empty();
    }
    ResumePoint commit = after(new Lsn(number.longValue()));
    return Optional.of(
        offset.get(OPEN_XID) instanceof String xid && offset.get(OPEN_ORDER) instanceof Number order
            ? commit.within(new Position(xid, order.longValue()))
            : commit);
  }

  /** The form in which Connect stores it and Debezium loads it. */
  public Map<String, Object> toOffset() {
    return open.<Map<String, Object>>map(
            position ->
                Map.of(
                    LSN, commit.value(),
                    COMMIT_LSN, commit.value(),
                    OPEN_XID, position.xid(),
                    OPEN_ORDER, position.totalOrder()))
        .orElseGet(() -> Map.of(LSN, commit.value(), COMMIT_LSN, commit.value()));
  }
}
