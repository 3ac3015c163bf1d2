package io.weft.connectors.copy.read;

import io.weft.connectors.copy.config.CopyConfig;
import io.weft.connectors.copy.plan.ChunkState;
import io.weft.connectors.copy.plan.CopyAssignment;
import io.weft.connectors.copy.plan.CopyPlan.Chunk;
import io.weft.connectors.copy.plan.StoredCopies;
import io.weft.connectors.copy.read.ChunkReader.Portion;
import io.weft.connectors.copy.session.SourceSessions;
import io.weft.connectors.retry.RetryPolicy;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * Reads a task's share of the copy, chunk by chunk, one record at a time.
 *
 * <p>Guarantees: a row is handed out once, whatever happens to the source; a Kafka transaction ends
 * with a chunk, or before it grows too large or too old.
 *
 * <p>Thread rules: {@link #poll} by one thread; {@link #stop}, {@link #obstacle} and {@link
 * #progress} by any.
 */
public final class CopyRun {

  private static final long PAUSE_MS = 100;

  private final CopyConfig config;
  private final CopyAssignment assignment;
  private final SourceTaskContext context;
  private final SourceSessions sessions;
  private final ChunkQueue queue;
  private final CopyRecords records;
  private final RetryPolicy retry;
  private final RateLimit rate;
  private final KafkaTransaction transaction;
  private final CopyProgress progress = new CopyProgress();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Optional<SnapshotSession> session = Optional.empty();
  private Optional<ChunkReader> reader = Optional.empty();

  public CopyRun(CopyConfig config, CopyAssignment assignment, SourceTaskContext context) {
    this.config = config;
    this.assignment = assignment;
    this.context = context;
    this.sessions = new SourceSessions(config.capture());
    this.queue = new ChunkQueue(assignment);
    this.records = new CopyRecords(config, assignment);
    this.retry = new RetryPolicy(config.capture(), Clock.systemUTC());
    this.rate = new RateLimit(config.rateLimit(), assignment.tasks(), System::nanoTime);
    this.transaction =
        new KafkaTransaction(
            config.transactionMaxBytes(), config.transactionMaxMs(), Clock.systemUTC());
    progress.planned(queue.due().size(), 0, estimatedBytes());
  }

  private long estimatedBytes() {
    return queue.due().stream()
        .mapToLong(chunk -> chunk.table().estimate().bytes() / chunk.table().chunks())
        .sum();
  }

  /** What the task waits for just now; empty if it does not. */
  public String obstacle() {
    return retry.obstacle();
  }

  public CopyProgress progress() {
    return progress;
  }

  /**
   * The next record; may ask Connect to end the Kafka transaction with it.
   *
   * @return null if there is nothing just now
   */
  public List<SourceRecord> poll() throws InterruptedException {
    if (rate.waitMs() > 0 || queue.isEmpty()) {
      pause(queue.isEmpty() ? PAUSE_MS : Math.min(PAUSE_MS, rate.waitMs()));
      return transaction.isFull() ? endTransaction(List.of()) : null;
    }
    retry.pause();
    try {
      if (!open()) {
        return null;
      }
      return read();
    } catch (SnapshotLostException e) {
      suspend();
      retry.awaited(e.getMessage() + ". The connector takes another snapshot");
    } catch (SQLException e) {
      suspend();
      if (stopped.getCount() > 0) {
        failed(e);
      }
    }
    return transaction.isOpen() ? endTransaction(List.of()) : null;
  }

  private void pause(long ms) throws InterruptedException {
    boolean isStopped = stopped.await(ms, TimeUnit.MILLISECONDS);
    if (isStopped) {
      suspend();
    }
  }

  /** Makes ready to read; false if there is nothing to read. */
  private boolean open() throws SQLException, SnapshotLostException {
    if (session.isEmpty()) {
      SnapshotSession opened = SnapshotSession.open(sessions, assignment, queue.due(), config);
      session = Optional.of(opened);
      queue.compare(
          new StoredCopies(context.offsetStorageReader(), config.capture().topicPrefix()),
          config.capture().topicPrefix(),
          opened.shapes());
      int all = assignment.chunks().size();
      progress.planned(all, all - queue.due().size(), progress.bytesEstimated());
    }
    if (queue.isEmpty()) {
      suspend();
      return false;
    }
    if (reader.isEmpty()) {
      Chunk chunk = queue.first();
      reader =
          Optional.of(
              ChunkReader.open(
                  session.get().source(),
                  chunk,
                  session.get().shape(chunk.table()),
                  queue.state().rows(),
                  config));
    }
    return true;
  }

  private List<SourceRecord> read() throws SQLException {
    Chunk chunk = queue.first();
    ChunkState before = queue.state();
    Portion portion = reader.orElseThrow().next();
    SourceRecord record =
        records.of(chunk, session.orElseThrow().shape(chunk.table()), portion, before);
    queue.advance(CopyRecords.after(portion, before));
    retry.succeeded();
    rate.read(portion.value().length);
    progress.read(portion.rows(), portion.value().length);
    transaction.add(portion.value().length);
    if (portion.isLast()) {
      progress.chunkDone();
      reader = Optional.empty();
      if (queue.isEmpty()) {
        suspend();
      }
    }
    return portion.isLast() || transaction.isFull()
        ? endTransaction(List.of(record))
        : List.of(record);
  }

  private List<SourceRecord> endTransaction(List<SourceRecord> last) {
    transaction.end();
    context.transactionContext().commitTransaction();
    return last;
  }

  private void failed(SQLException e) {
    if (SnapshotSession.isLocked(e)) {
      retry.awaited(
          "A statement on the source waits to alter, truncate or rewrite a table that is being copied, and the copy waits behind it. Cancel that statement: it can run when the copy is over");
    } else {
      retry.failed(e);
    }
  }

  private void suspend() {
    reader = Optional.empty();
    session.ifPresent(SnapshotSession::close);
    session = Optional.empty();
  }

  /** Has {@link #poll} return soon. */
  public void stop() {
    stopped.countDown();
    sessions.close();
  }
}
