package io.weft.sink.apply;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import io.weft.sink.assemble.SnapshotEnd;
import io.weft.sink.assemble.SnapshotRows;
import io.weft.sink.assemble.SourceTransaction;
import io.weft.sink.assemble.Work;
import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.metrics.SinkMetrics;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Applies work to one session, each batch in one target transaction, the progress with it. Either
 * all of it is there afterwards or nothing.
 */
final class BatchApplier {

  /** How much of a large transaction is planned at once, in bytes. */
  private static final long MAX_PIECE_BYTES = 16L << 20;

  private final TargetSession session;
  private final ProgressStore store;
  private final ChangeApplier changes;
  private final int batchRows;

  /** Tables that the target knows as written to by this pipeline. */
  private final Set<TableName> noted = new HashSet<>();

  /** Tables written to by the transaction that is open, and not noted before. */
  private final Set<TableName> written = new HashSet<>();

  BatchApplier(TargetSession session, ProgressStore store, SinkMetrics metrics, int batchRows) {
    this.session = session;
    this.store = store;
    this.batchRows = batchRows;
    changes = new ChangeApplier(session, metrics);
  }

  /**
   * Applies and commits; after a failure nothing of it is in the target, unless the commit itself
   * failed.
   */
  void apply(List<Work> batch, Lease lease) throws SQLException {
    Map<TopicPartition, Long> nextOffsets = new HashMap<>();
    Lsn commitLsn = Lsn.NONE;
    boolean snapshotEnds = false;
    List<ChangeApplier.Piece> gathered = new ArrayList<>();
    written.clear();
    try {
      for (Work work : batch) {
        if (work instanceof SourceTransaction transaction && !transaction.changes().spilled()) {
          gathered.add(piece(transaction));
        } else {
          flush(gathered);
          applyAlone(work);
        }
        nextOffsets.putAll(work.nextOffsets());
        commitLsn = commitLsn.max(work.commitLsn());
        snapshotEnds |= work instanceof SnapshotEnd;
      }
      flush(gathered);
      store.note(written);
      store.save(lease, commitLsn, snapshotEnds, nextOffsets);
      session.connection().commit();
      noted.addAll(written);
    } catch (SQLException | RuntimeException e) {
      rollback(e);
      throw e;
    }
  }

  private void applyChanges(List<ChangeApplier.Piece> pieces) throws SQLException {
    for (ChangeApplier.Piece piece : pieces) {
      for (ChangeEvent event : piece.changes()) {
        if (!noted.contains(event.table())) {
          written.add(event.table());
        }
      }
    }
    changes.apply(pieces);
  }

  private void rollback(Exception failure) {
    try {
      session.connection().rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private static ChangeApplier.Piece piece(SourceTransaction transaction) {
    List<ChangeEvent> events = new ArrayList<>();
    transaction.changes().iterator().forEachRemaining(events::add);
    return new ChangeApplier.Piece(transaction, events);
  }

  private void flush(List<ChangeApplier.Piece> gathered) throws SQLException {
    if (!gathered.isEmpty()) {
      applyChanges(gathered);
      gathered.clear();
    }
  }

  private void applyAlone(Work work) throws SQLException {
    if (work instanceof SourceTransaction transaction) {
      applyInPieces(transaction);
    } else if (work instanceof SnapshotRows rows) {
      applySnapshot(rows);
    } else if (work instanceof SnapshotEnd end) {
      startSnapshot(end.commitLsn());
    }
  }

  /**
   * A transaction too large for memory: some changes after others, in the one target transaction
   * that is open.
   */
  private void applyInPieces(SourceTransaction transaction) throws SQLException {
    List<ChangeEvent> events = new ArrayList<>(batchRows);
    long bytes = 0;
    for (ChangeEvent event : transaction.changes()) {
      events.add(event);
      bytes += event.sizeBytes();
      if (isPieceEnd(event) && (events.size() >= batchRows || bytes > MAX_PIECE_BYTES)) {
        applyChanges(List.of(new ChangeApplier.Piece(transaction, events)));
        events.clear();
        bytes = 0;
      }
    }
    applyChanges(List.of(new ChangeApplier.Piece(transaction, events)));
  }

  /** The two halves of a key change, and tables truncated together, must not be torn apart. */
  private static boolean isPieceEnd(ChangeEvent event) {
    return switch (event.operation()) {
      case KEY_CHANGE_DELETE, TRUNCATE -> false;
      default -> true;
    };
  }

  private void applySnapshot(SnapshotRows rows) throws SQLException {
    startSnapshot(rows.snapshotLsn());
    applyChanges(List.of(new ChangeApplier.Piece(rows, rows.events())));
    store.addSnapshotRows(
        rows.events().stream()
            .collect(Collectors.groupingBy(ChangeEvent::table, Collectors.counting())));
  }

  /** A new snapshot replaces what an earlier one, never completed, has left. */
  private void startSnapshot(Lsn snapshotLsn) throws SQLException {
    if (snapshotLsn.isAfter(store.snapshotLsn())) {
      TableEmptier.empty(session, store.tables());
      store.startSnapshot(snapshotLsn);
    }
  }
}
