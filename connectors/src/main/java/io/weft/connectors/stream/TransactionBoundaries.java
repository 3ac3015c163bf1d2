package io.weft.connectors.stream;

import io.weft.connectors.stream.ResumePoint.Position;
import io.weft.postgres.Lsn;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Follows the source transactions in the stream, and gives every record the offset from which to go
 * on right behind it.
 *
 * <p>Guarantees: each event of each source transaction passes once, also when the stream starts
 * again in the middle of a transaction, because the server then sends that transaction from its
 * beginning and what has passed already is dropped here. An END's offset names its own commit.
 * Every change names, in {@code source.sequence}, the END (or snapshot marker) right before its own
 * transaction. Debezium's own value is missing behind a snapshot, and names something else behind a
 * message outside of transactions.
 *
 * <p>What comes outside of transactions moves nothing on: it may come again. Records of the
 * transaction topic go to Kafka partition 0, since their order is the commit order.
 *
 * <p>Not thread-safe: used by the task's thread only.
 */
final class TransactionBoundaries {

  private static final int COMMIT_ORDER_PARTITION = 0;

  private ResumePoint resume;
  private Optional<Position> replayedUpTo;
  private Lsn sequenceCommit;
  private String sequenceStart;

  /**
   * @param resume where the stream starts
   */
  TransactionBoundaries(ResumePoint resume) {
    this.resume = resume;
    this.replayedUpTo = resume.open();
  }

  /** Where to go on behind the last record that has passed. */
  ResumePoint resume() {
    return resume;
  }

  /** Whether a source transaction has begun and not ended. */
  boolean isOpen() {
    return resume.open().isPresent();
  }

  /**
   * Takes the next streamed record.
   *
   * @return what goes to Kafka; empty if it has gone there before
   */
  Optional<SourceRecord> pass(CapturedRecord captured) {
    if (replayedUpTo.isPresent() && isReplay(captured, replayedUpTo.get())) {
      return Optional.empty();
    }
    return switch (captured.kind()) {
      case BEGIN -> {
        expect(!isOpen(), captured);
        resume = resume.within(new Position(captured.xid(), 0));
        yield Optional.of(captured.with(resume, COMMIT_ORDER_PARTITION));
      }
      case CHANGE -> {
        Position next = new Position(captured.xid(), captured.totalOrder());
        expect(resume.open().filter(last -> isNext(last, next)).isPresent(), captured);
        resume = resume.within(next);
        captured.setPreviousCommit(sequenceStart());
        yield Optional.of(captured.with(resume, captured.record().kafkaPartition()));
      }
      case END -> {
        expect(
            resume.open().filter(last -> last.xid().equals(captured.xid())).isPresent(), captured);
        resume = ResumePoint.after(captured.endLsn());
        yield Optional.of(captured.with(resume, COMMIT_ORDER_PARTITION));
      }
      case OTHER -> Optional.of(captured.with(resume, captured.record().kafkaPartition()));
      case SNAPSHOT_ROW -> throw unexpected(captured);
    };
  }

  /** Made once for a commit, since every change of the next transaction is compared with it. */
  private String sequenceStart() {
    if (!resume.commit().equals(sequenceCommit)) {
      sequenceCommit = resume.commit();
      sequenceStart = CapturedRecord.sequenceStart(sequenceCommit);
    }
    return sequenceStart;
  }

  private static boolean isNext(Position last, Position next) {
    return last.xid().equals(next.xid()) && last.totalOrder() + 1 == next.totalOrder();
  }

  private boolean isReplay(CapturedRecord captured, Position upTo) {
    switch (captured.kind()) {
      case BEGIN -> {
        expect(captured.xid().equals(upTo.xid()), captured);
        endReplayAt(upTo, 0);
        return true;
      }
      case CHANGE -> {
        expect(captured.xid().equals(upTo.xid()), captured);
        endReplayAt(upTo, captured.totalOrder());
        return true;
      }
      case OTHER -> {
        return false;
      }
      default -> throw unexpected(captured);
    }
  }

  private void endReplayAt(Position upTo, long totalOrder) {
    if (totalOrder >= upTo.totalOrder()) {
      replayedUpTo = Optional.empty();
    }
  }

  private void expect(boolean holds, CapturedRecord captured) {
    if (!holds) {
      throw unexpected(captured);
    }
  }

  private ConnectException unexpected(CapturedRecord captured) {
    String place =
        switch (captured.kind()) {
          case BEGIN, END -> captured.kind() + " of transaction " + captured.xid();
          case CHANGE -> "event " + captured.totalOrder() + " of transaction " + captured.xid();
          default -> captured.kind().name();
        };
    return new ConnectException(
        "The stream does not continue where it stopped: behind commit "
            + resume.commit()
            + resume
                .open()
                .map(p -> ", event " + p.totalOrder() + " of transaction " + p.xid())
                .orElse("")
            + " came "
            + place
            + ". Nothing of it was written. This is a defect in Weft; please report it.");
  }
}
