package io.weft.sink.copy;

import io.weft.postgres.CopyPortion;
import io.weft.postgres.Fault;
import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import io.weft.sink.apply.ProgressStore;
import io.weft.sink.apply.RoundTrip;
import io.weft.sink.apply.TargetSession;
import io.weft.sink.apply.TargetSettings;
import io.weft.sink.metrics.CopyMetrics;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Writes batches of a bulk copy, each in one target transaction: the rows by one COPY for each
 * table, the offsets behind them, and how far each table's copy is. Either all of it is there
 * afterwards or nothing.
 *
 * <p>Many writers work at once, on other partitions of the same tables. Not thread-safe.
 */
public final class CopyWriter implements AutoCloseable {

  private final TargetSettings settings;
  private final CopyMetrics metrics;
  private TargetSession session;
  private CopyLedger ledger;
  private CopyStart start;

  /** Connects when it has to. */
  public CopyWriter(TargetSettings settings, CopyMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
  }

  /** Where the target stands, for the partitions that it knows. */
  public Map<TopicPartition, Long> offsets() throws SQLException {
    try {
      connect();
      session.beginPlain();
      Map<TopicPartition, Long> offsets = ledger.offsets();
      session.connection().rollback();
      return offsets;
    } catch (SQLException e) {
      close();
      throw e;
    }
  }

  /** Records that are missing, by the tables whose chunks have all ended. */
  public Map<TableName, Long> missing() throws SQLException {
    try {
      connect();
      session.beginPlain();
      Map<TableName, Long> missing = ledger.missing();
      session.connection().rollback();
      return missing;
    } catch (SQLException e) {
      close();
      throw e;
    }
  }

  private void connect() throws SQLException {
    if (session != null) {
      return;
    }
    session = TargetSession.open(settings);
    session.beginPlain();
    new ProgressStore(session, settings.pipeline()).createTables();
    session.connection().commit();
    ledger = new CopyLedger(session.connection(), settings.pipeline());
    start = new CopyStart(session, ledger);
  }

  /**
   * Writes a batch and commits it.
   *
   * @return where the target stands now, for the batch's partitions
   * @throws MovedOffsetException if another task has written
   * @throws ConnectException if a person has to mend something; it says what
   * @throws SQLException if the failure may pass by itself; the connection is closed then
   */
  public Map<TopicPartition, Long> write(CopyBatch batch)
      throws SQLException, MovedOffsetException {
    try {
      connect();
      Optional<CopyPortion> newer = tryToWrite(batch);
      while (newer.isPresent()) {
        start.begin(newer.get());
        newer = tryToWrite(batch);
      }
      if (session.isInDoubt()) {
        close();
      }
      return batch.nextOffsets();
    } catch (SQLException | RuntimeException | MovedOffsetException e) {
      close();
      throw e;
    }
  }

  /** Empty if the batch is written; else a copy that has to be begun before. */
  private Optional<CopyPortion> tryToWrite(CopyBatch batch)
      throws SQLException, MovedOffsetException {
    long begin = System.nanoTime();
    session.beginCopy();
    ledger.lockShared(session.trip(), batch.tables());
    moveOffsets(batch);
    Map<TableName, Lsn> copies = ledger.copies(batch.tables());
    Optional<CopyPortion> newer = newest(batch, copies);
    if (newer.isPresent()) {
      session.connection().rollback();
      return newer;
    }
    Map<TableName, List<CopyRecord>> current = current(batch, copies);
    for (List<CopyRecord> records : current.values()) {
      copy(records);
    }
    finish(batch, current, begin);
    return Optional.empty();
  }

  private void moveOffsets(CopyBatch batch) throws SQLException, MovedOffsetException {
    RoundTrip trip = session.trip();
    List<Integer> places = new ArrayList<>();
    batch.moves().forEach((partition, move) -> places.add(ledger.move(trip, partition, move)));
    List<Integer> counts = trip.run();
    if (!places.stream().allMatch(place -> counts.get(place) == 1)) {
      throw new MovedOffsetException(settings.pipeline());
    }
  }

  /** The newest copy of some table that the target does not know yet. */
  private Optional<CopyPortion> newest(CopyBatch batch, Map<TableName, Lsn> copies) {
    CopyPortion newest = null;
    for (CopyRecord record : batch.records()) {
      CopyPortion portion = record.portion();
      Lsn known = copies.getOrDefault(portion.table(), Lsn.NONE);
      if (portion.copyLsn().isAfter(known)
          && !start.isRefused(portion)
          && (newest == null || portion.copyLsn().isAfter(newest.copyLsn()))) {
        newest = portion;
      }
    }
    return Optional.ofNullable(newest);
  }

  /** What belongs to the copies that the tables are to hold; the rest is left out. */
  private Map<TableName, List<CopyRecord>> current(CopyBatch batch, Map<TableName, Lsn> copies) {
    Map<TableName, List<CopyRecord>> current = new TreeMap<>();
    for (CopyRecord record : batch.records()) {
      TableName table = record.portion().table();
      if (record.portion().copyLsn().equals(copies.get(table))) {
        current.computeIfAbsent(table, name -> new ArrayList<>()).add(record);
      }
    }
    return current;
  }

  private void copy(List<CopyRecord> records) throws SQLException {
    Map<CopyStatement, List<CopyRecord>> together = new LinkedHashMap<>();
    for (CopyRecord record : records) {
      if (record.portion().rows() > 0) {
        together
            .computeIfAbsent(CopyStatement.of(record.portion()), statement -> new ArrayList<>())
            .add(record);
      }
    }
    for (Map.Entry<CopyStatement, List<CopyRecord>> entry : together.entrySet()) {
      try {
        new CopyRun(session, entry.getKey()).write(entry.getValue());
      } catch (SQLException e) {
        throw explained(e, entry.getValue());
      }
    }
  }

  /** A failure that passes as it is, any other with what to do about it. */
  private static SQLException explained(SQLException failure, List<CopyRecord> records) {
    if (Fault.of(failure) == Fault.TRANSIENT) {
      return failure;
    }
    throw CopyFault.of(failure, records);
  }

  private void finish(CopyBatch batch, Map<TableName, List<CopyRecord>> current, long begin)
      throws SQLException {
    RoundTrip trip = session.trip();
    Map<TableName, TableProgress> added = new HashMap<>();
    Map<TableName, Integer> places = new TreeMap<>();
    current.forEach(
        (table, records) -> {
          TableProgress progress = TableProgress.of(records);
          added.put(table, progress);
          places.put(table, ledger.add(trip, table, progress));
        });
    int complete = ledger.countComplete(trip);
    List<Integer> counts = trip.run();
    for (Map.Entry<TableName, Integer> place : places.entrySet()) {
      if (counts.get(place.getValue()) != 1) {
        requireUnchanged(batch, current);
        throw CopyFault.tooManyChunks(current.get(place.getKey()));
      }
    }
    session.commit();
    added.forEach(
        (table, progress) ->
            metrics.copied(table, progress.rows(), progress.bytes(), progress.chunksEnded()));
    metrics.committed(System.nanoTime() - begin, counts.get(complete));
    metrics.skipped(batch.records().size() - current.values().stream().mapToInt(List::size).sum());
  }

  /** Somebody else than a writer may have had a table copied anew; then it is tried again. */
  private void requireUnchanged(CopyBatch batch, Map<TableName, List<CopyRecord>> current)
      throws SQLException {
    Map<TableName, Lsn> copies = ledger.copies(batch.tables());
    for (Map.Entry<TableName, List<CopyRecord>> entry : current.entrySet()) {
      if (!entry.getValue().get(0).portion().copyLsn().equals(copies.get(entry.getKey()))) {
        throw new SQLException("weft.copy_table was changed meanwhile", "40001");
      }
    }
  }

  @Override
  public void close() {
    TargetSession open = session;
    session = null;
    if (open != null) {
      open.close();
    }
  }
}
