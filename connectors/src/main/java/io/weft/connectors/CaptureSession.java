package io.weft.connectors;

import io.debezium.connector.common.DebeziumTaskState;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.weft.connectors.config.CaptureConfig;
import io.weft.connectors.fetch.TooLargeException;
import io.weft.connectors.relation.NewTableException;
import io.weft.connectors.relation.SettledTask;
import io.weft.connectors.relation.TableCheck;
import io.weft.connectors.retry.FailureReason;
import io.weft.connectors.retry.RetryPolicy;
import io.weft.connectors.start.HeartbeatQuery;
import io.weft.connectors.start.SlotAwaitedException;
import io.weft.connectors.start.SlotBusyException;
import io.weft.connectors.start.SlotWait;
import io.weft.connectors.start.SourcePlan;
import io.weft.connectors.start.SourcePreparation;
import io.weft.connectors.start.TableWatch;
import io.weft.connectors.stream.Batch;
import io.weft.connectors.stream.CaptureStream;
import io.weft.connectors.stream.ResumePoint;
import io.weft.connectors.stream.SnapshotAnnouncement;
import io.weft.connectors.stream.TableRecord;
import io.weft.postgres.Fault;
import io.weft.postgres.SettledTables;
import io.weft.postgres.SettledTables.Identity;
import io.weft.postgres.TableName;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs Debezium's task, and starts a new one when the source has gone away for a while.
 *
 * <p>Guarantees: each start of Debezium is prepared and exact, the first like the tenth; Kafka
 * knows of the captured tables, and of a snapshot, before its slot exists; the slot is told of a
 * position only when Kafka has committed everything before it; waiting is bounded.
 *
 * <p>Thread rules: all methods are called by the task's thread.
 */
final class CaptureSession {

  private static final Logger LOG = LoggerFactory.getLogger(CaptureSession.class);

  /** A portion that was too large is that many times smaller at the next try. */
  private static final int FEWER_ROWS = 8;

  private CaptureConfig config;
  private final SourceTaskContext context;
  private final OffsetsForDebezium offsets;
  private final RetryPolicy retry;
  private final Set<Identity> startedFor = ConcurrentHashMap.newKeySet();
  private Optional<Run> run = Optional.empty();
  private Optional<List<SourceRecord>> announcement = Optional.empty();

  CaptureSession(CaptureConfig config, SourceTaskContext context) {
    this.config = config;
    this.context = context;
    this.offsets = new OffsetsForDebezium(context, config.topicPrefix());
    this.retry = new RetryPolicy(config, Clock.systemUTC());
    SourceMetrics.register(context, retry::obstacle);
  }

  /** One life of Debezium's task. */
  private record Run(PostgresConnectorTask debezium, CaptureStream stream, TableWatch tables) {}

  /**
   * Starts Debezium, or leaves that to {@link #poll} if the source is away just now, or if a slot
   * has to be made: that may take as long as the source's longest transaction, and for so long
   * Connect would call the task neither running nor failed.
   */
  void start() {
    tryToStart(plan -> plan.resume().isPresent() || isUnknownToKafka(plan));
  }

  /**
   * Polls Debezium, and asks Connect to end the Kafka transaction where it should.
   *
   * @return null if there is nothing
   */
  List<SourceRecord> poll() throws InterruptedException {
    if (run.isPresent()) {
      run.get().tables().look();
      return handOut(pollDebezium(run.get()));
    }
    if (announcement.isPresent()) {
      Batch batch = new Batch(announcement.get(), true);
      announcement = Optional.empty();
      return handOut(batch);
    }
    retry.pause();
    tryToStart(plan -> true);
    return null;
  }

  private Batch pollDebezium(Run running) throws InterruptedException {
    try {
      return running.stream().next(running.debezium().poll());
    } catch (ConnectException e) {
      if (NewTableException.isCauseOf(e)) {
        LOG.info("A table was published since capture started, which starts anew for it");
        Batch rest = running.stream().abandon();
        leave(running);
        return rest;
      }
      if (!isAbsenceOfTheSource(e)) {
        throw stopped(e);
      }
      Batch rest = running.stream().abandon();
      suspend(e);
      return rest;
    }
  }

  /** Debezium calls it final when a confirmation does not get through, as in a network split. */
  private static boolean isAbsenceOfTheSource(ConnectException e) {
    return e instanceof RetriableException
        || Fault.of(e) == Fault.TRANSIENT
        || String.valueOf(e.getMessage()).startsWith("LSN flush operation timed out");
  }

  private List<SourceRecord> handOut(Batch batch) {
    if (!batch.records().isEmpty()) {
      retry.succeeded();
      offsets.handedOut(batch.records());
    }
    if (batch.endsKafkaTransaction()) {
      context.transactionContext().commitTransaction();
      return batch.records();
    }
    return batch.records().isEmpty() ? null : batch.records();
  }

  /** Connect has committed all that was handed out. */
  void committed() throws InterruptedException {
    offsets.committed();
    if (run.isPresent()) {
      run.get().debezium().commit();
    }
  }

  void stop() {
    run.ifPresent(
        running -> {
          running.tables().close();
          running.debezium().stop();
        });
    run = Optional.empty();
  }

  private void tryToStart(Predicate<SourcePlan> isDue) {
    try {
      SourcePlan plan = new SourcePreparation(config).prepare(offsets.stored(), offsets.tables());
      if (!isDue.test(plan)) {
        return;
      }
      if (isUnknownToKafka(plan)) {
        announcement = Optional.of(announcement(plan));
        offsets.tablesHandedOut(plan.settled());
      } else {
        run = Optional.of(startDebezium(plan));
      }
    } catch (SlotBusyException e) {
      retry.slotBusy(e);
    } catch (SlotAwaitedException e) {
      retry.awaited(e.getMessage());
    } catch (SQLException | RetriableException e) {
      retry.failed(e);
    } catch (RuntimeException e) {
      if (Fault.of(e) != Fault.TRANSIENT) {
        throw e;
      }
      retry.failed(e);
    }
  }

  private boolean isUnknownToKafka(SourcePlan plan) {
    return !offsets.tables().equals(Optional.of(plan.settled()))
        || (plan.resume().isEmpty() && !offsets.isSnapshotAnnounced());
  }

  private List<SourceRecord> announcement(SourcePlan plan) {
    SourceRecord snapshot =
        SnapshotAnnouncement.record(
            config.heartbeatTopic(),
            config.topicPrefix(),
            offsets.sourcePartition(),
            Clock.systemUTC());
    SourceRecord tables = TableRecord.of(snapshot, plan.settled());
    return plan.resume().isPresent() ? List.of(tables) : List.of(tables, snapshot);
  }

  private Run startDebezium(SourcePlan plan) throws SQLException {
    Map<String, String> settings =
        config.forDebeziumTask(
            plan.tableIncludeList(), plan.columnExcludeList(), plan.messageKeyColumns());
    HeartbeatQuery.addPath(settings, config);
    offsets.startFrom(plan.resume().map(ResumePoint::toOffset));
    TableWatch tables = new TableWatch(plan.settled(), config, Clock.systemUTC());
    PostgresConnectorTask debezium =
        new SettledTask(plan.settled().byId(), check(plan.settled(), tables));
    debezium.initialize(offsets);
    try (SlotWait wait = new SlotWait(config, retry::report)) {
      wait.begin();
      debezium.start(settings);
      if (debezium.getTaskState() != DebeziumTaskState.RUNNING) {
        // It would start again by itself, but unprepared.
        throw new RetriableException("Debezium could not start yet");
      }
    } catch (RuntimeException e) {
      stopQuietly(debezium);
      throw e;
    }
    offsets.running();
    return new Run(debezium, streamOf(plan), tables);
  }

  /** A table may have left the publication again before capture has started anew: only once. */
  private TableCheck check(SettledTables settled, TableWatch tables) {
    return new TableCheck() {
      @Override
      public void requireAsSettled() throws SQLException {
        tables.lookAnew();
      }

      @Override
      public boolean isKnown(long table) throws SQLException {
        if (config.takesSnapshot() || settled.byId().containsKey(table)) {
          return true;
        }
        Optional<Identity> now = tables.published(table);
        return now.isEmpty()
            || settled.passedOver().contains(now.get())
            || !startedFor.add(now.get());
      }
    };
  }

  private CaptureStream streamOf(SourcePlan plan) {
    return plan.resume()
        .map(resume -> CaptureStream.resumed(config.stream(), resume, Clock.systemUTC()))
        .orElseGet(
            () ->
                CaptureStream.withSnapshot(
                    config.stream(),
                    plan.tables().stream().map(TableName::toString).toList(),
                    Clock.systemUTC()));
  }

  private void leave(Run running) {
    running.tables().close();
    stopQuietly(running.debezium());
    run = Optional.empty();
  }

  private void suspend(ConnectException cause) {
    run.ifPresent(this::leave);
    if (Fault.of(cause) == Fault.USER) {
      throw stopped(cause);
    }
    TooLargeException.rowsOf(cause)
        .ifPresent(
            rows -> {
              int fewer = Math.max(1, rows / FEWER_ROWS);
              LOG.warn("The snapshot begins anew, with {} rows at once", fewer);
              config = config.withSnapshotFetchSize(fewer);
            });
    retry.failed(cause);
  }

  private static ConnectException stopped(ConnectException cause) {
    return new ConnectException(
        "Capture cannot go on: " + FailureReason.of(cause), FailureReason.cause(cause));
  }

  private static void stopQuietly(PostgresConnectorTask debezium) {
    try {
      debezium.stop();
    } catch (RuntimeException e) {
      LOG.warn("Debezium did not stop cleanly", e);
    }
  }
}
