package io.weft.connectors.stream;

import io.weft.connectors.stream.CapturedRecord.Kind;
import io.weft.connectors.value.Unchanged;
import io.weft.postgres.Lsn;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what Debezium polls into what Connect writes: one run, from one start of Debezium on.
 *
 * <p>Guarantees:
 *
 * <ul>
 *   <li>Every record carries the offset from which to go on right behind it.
 *   <li>A Kafka transaction holds whole source transactions, in commit order, unless one is larger
 *       than the limit.
 *   <li>The marker that closes a snapshot is written once, behind its rows and before all else,
 *       with the offset that says that the snapshot is complete.
 * </ul>
 *
 * <p>Holds back at most what Debezium hands over at once. Not thread-safe: used by the task's
 * thread only.
 */
public final class CaptureStream {

  private static final Logger LOG = LoggerFactory.getLogger(CaptureStream.class);

  /** How much of a snapshot a Kafka transaction holds: it could end anywhere, so seldom is fine. */
  private static final KafkaTransactionLimit SNAPSHOT_PIECE =
      new KafkaTransactionLimit(20_000, 64L << 20, Duration.ofSeconds(1));

  private final StreamSettings settings;
  private final Envelopes envelopes = new Envelopes();
  private final UnchangedColumns unchangedColumns;
  private final NonFiniteNumbers nonFiniteNumbers = new NonFiniteNumbers(envelopes);
  private final CopyHolds copyHolds;
  private final KafkaTransactionLimit.Meter kafkaTransaction;
  private final List<CapturedRecord> held = new ArrayList<>();
  private Optional<SnapshotLedger> snapshot;
  private Optional<TransactionBoundaries> boundaries;
  private Optional<String> announcedXid = Optional.empty();

  private CaptureStream(
      StreamSettings settings,
      Clock clock,
      Optional<SnapshotLedger> snapshot,
      Optional<TransactionBoundaries> boundaries) {
    this.settings = settings;
    this.unchangedColumns =
        new UnchangedColumns(Unchanged.standingFor(settings.unchangedPlaceholder()), envelopes);
    this.copyHolds = new CopyHolds(settings.slotName());
    this.kafkaTransaction = new KafkaTransactionLimit.Meter(clock);
    this.snapshot = snapshot;
    this.boundaries = boundaries;
  }

  /** A stream that goes on from an offset of an earlier one. */
  public static CaptureStream resumed(StreamSettings settings, ResumePoint resume, Clock clock) {
    return new CaptureStream(
        settings, clock, Optional.empty(), Optional.of(new TransactionBoundaries(resume)));
  }

  /**
   * A stream that opens with a snapshot.
   *
   * @param tables every captured table, in the form in which END records name it
   */
  public static CaptureStream withSnapshot(
      StreamSettings settings, Collection<String> tables, Clock clock) {
    SnapshotLedger ledger = new SnapshotLedger(settings.transactionTopic(), tables, clock);
    return new CaptureStream(settings, clock, Optional.of(ledger), Optional.empty());
  }

  /** Where to go on behind all that was handed out; empty until the snapshot is complete. */
  public Optional<ResumePoint> resume() {
    return boundaries.map(TransactionBoundaries::resume);
  }

  /**
   * Takes what Debezium has polled, and hands out what is ready to be written.
   *
   * @param polled the next records, in the order of the log; may be empty
   */
  public Batch next(List<SourceRecord> polled) {
    for (SourceRecord record : polled) {
      held.add(CapturedRecord.of(record, settings.transactionTopic(), envelopes));
    }
    List<SourceRecord> ready = new ArrayList<>(held.size() + 1);
    List<CapturedRecord> upToLastCommit = held.subList(0, lengthUpToLastCommit());
    upToLastCommit.forEach(captured -> pass(captured, ready));
    upToLastCommit.clear();
    kafkaTransaction.add(ready.size(), sizeOf(ready));
    boolean ends = isKafkaTransactionComplete();
    if (ends) {
      kafkaTransaction.reset();
    }
    return new Batch(ready, ends);
  }

  /**
   * Gives up on what is still to come, as when the source is gone. Ends the Kafka transaction where
   * it stands, since a broker would not wait for the source to come back.
   */
  public Batch abandon() {
    held.clear();
    boolean ends = !kafkaTransaction.isEmpty();
    kafkaTransaction.reset();
    return new Batch(List.of(), ends);
  }

  /** All of it if no source transaction ends in it: it may be larger than memory. */
  private int lengthUpToLastCommit() {
    for (int i = held.size() - 1; i >= 0; i--) {
      if (held.get(i).kind() == Kind.END) {
        return i + 1;
      }
    }
    return held.size();
  }

  private long sizeOf(List<SourceRecord> records) {
    long total = 0;
    for (SourceRecord record : records) {
      long size = envelopes.sizeOf(record);
      if (size > settings.maxRecordBytes()) {
        throw new ConnectException(tooLarge(record, size));
      }
      total += size;
    }
    return total;
  }

  /**
   * Kafka would say so as well, but not of which table, and only in the midst of other failures.
   */
  private String tooLarge(SourceRecord record, long size) {
    return "A row of table %s takes %,d bytes, before and after the change together, and the source's producer sends %,d at once. Raise producer.override.max.request.size, and producer.override.buffer.memory above it, with message.max.bytes of the brokers and the heap (-Xmx); or leave the table out."
        .formatted(CapturedRecord.tableName(record), size, settings.maxRecordBytes());
  }

  private boolean isKafkaTransactionComplete() {
    if (kafkaTransaction.isEmpty()) {
      return false;
    }
    if (boundaries.isEmpty()) {
      return kafkaTransaction.reaches(SNAPSHOT_PIECE);
    }
    if (!boundaries.get().isOpen()) {
      return true;
    }
    if (kafkaTransaction.reaches(settings.limit())) {
      boundaries.flatMap(b -> b.resume().open()).ifPresent(this::announce);
      return true;
    }
    return false;
  }

  private void announce(ResumePoint.Position position) {
    if (!announcedXid.equals(Optional.of(position.xid()))) {
      announcedXid = Optional.of(position.xid());
      LOG.warn(
          "Source transaction {} is too large for one Kafka transaction (limits: {} records, {} bytes,"
              + " {} ms);"
              + " it is written in pieces, and complete with its END record",
          position.xid(),
          settings.limit().records(),
          settings.limit().bytes(),
          settings.limit().duration().toMillis());
    }
  }

  private void pass(CapturedRecord captured, List<SourceRecord> ready) {
    if (boundaries.isEmpty()) {
      if (belongsToSnapshot(captured)) {
        addSnapshotRecord(captured, ready);
        return;
      }
      closeSnapshot(captured.record(), ready);
    }
    boolean isHold = copyHolds.take(captured);
    Optional<SourceRecord> passed = boundaries.orElseThrow().pass(captured);
    if (passed.isPresent() && !isHold) {
      if (captured.kind() == Kind.CHANGE) {
        mark(passed.get());
      } else if (captured.kind() == Kind.END) {
        copyHolds.mark(passed.get());
      }
      ready.add(passed.get());
    }
  }

  private static boolean belongsToSnapshot(CapturedRecord captured) {
    return captured.kind() == Kind.SNAPSHOT_ROW
        || SnapshotOffsets.isUnfinished(captured.record().sourceOffset());
  }

  private void addSnapshotRecord(CapturedRecord captured, List<SourceRecord> ready) {
    if (captured.kind() == Kind.SNAPSHOT_ROW) {
      SourceRecord row = snapshot.orElseThrow().count(captured);
      mark(row);
      ready.add(row);
    } else {
      ready.add(captured.record());
    }
  }

  private void mark(SourceRecord row) {
    unchangedColumns.mark(row);
    nonFiniteNumbers.mark(row);
  }

  private void closeSnapshot(SourceRecord first, List<SourceRecord> ready) {
    Lsn lsn =
        ResumePoint.read(first.sourceOffset())
            .map(ResumePoint::commit)
            .orElseThrow(() -> new ConnectException(withoutPosition(first.sourceOffset())));
    SourceRecord marker = snapshot.orElseThrow().marker(lsn, first.sourcePartition());
    LOG.info("The snapshot at {} is complete", lsn);
    ready.add(marker);
    snapshot = Optional.empty();
    boundaries = Optional.of(new TransactionBoundaries(ResumePoint.after(lsn)));
  }

  private static String withoutPosition(Map<String, ?> offset) {
    return "Behind the snapshot came a record that names no log position, but "
        + offset.keySet()
        + ". This is a defect in Weft; please report it.";
  }
}
