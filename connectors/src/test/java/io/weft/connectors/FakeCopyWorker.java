package io.weft.connectors;

import io.weft.connectors.copy.CopySourceConnector;
import io.weft.connectors.copy.CopySourceTask;
import io.weft.postgres.CopyPortion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Runs the real copy connector and its tasks as Connect's exactly-once worker does, without Kafka.
 * The tasks take turns.
 */
final class FakeCopyWorker implements AutoCloseable, OffsetStorageReader {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<String, String> settings;
  private final Map<Map<String, ?>, Map<String, Object>> storedOffsets = new ConcurrentHashMap<>();
  private final List<List<SourceRecord>> kafkaTransactions = new ArrayList<>();
  private final AtomicBoolean isReconfigured = new AtomicBoolean();
  private final AtomicReference<Exception> raised = new AtomicReference<>();
  private final List<FakeTask> tasks = new ArrayList<>();
  private FakeMetrics connectorMetrics = new FakeMetrics();
  private CopySourceConnector connector;

  FakeCopyWorker(Map<String, String> settings) {
    this.settings = new HashMap<>(settings);
  }

  /** Has the next start see another setting. */
  FakeCopyWorker with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Starts the connector, the first or the next one. */
  FakeCopyWorker start() {
    connectorMetrics = new FakeMetrics();
    raised.set(null);
    connector = new CopySourceConnector();
    connector.initialize(new Context());
    connector.start(settings);
    isReconfigured.set(true);
    return this;
  }

  /** One round of all tasks. */
  void poll() {
    if (raised.get() != null) {
      throw new IllegalStateException("The connector has failed", raised.get());
    }
    if (isReconfigured.getAndSet(false)) {
      stopTasks();
      connector
          .taskConfigs(Integer.parseInt(settings.get("tasks.max")))
          .forEach(config -> tasks.add(new FakeTask(config)));
    }
    if (tasks.isEmpty()) {
      Thread.onSpinWait();
    }
    tasks.forEach(FakeTask::poll);
  }

  FakeCopyWorker pollUntil(BooleanSupplier isEnough) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!isEnough.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("Not within " + PATIENCE + "; waits for: " + obstacles());
      }
      poll();
    }
    return this;
  }

  /** Polls until some tables are wholly in Kafka, each under its greatest copy LSN. */
  FakeCopyWorker pollUntilCopied(String... tables) {
    return pollUntil(() -> List.of(tables).stream().allMatch(table -> copy().isWhole(table)));
  }

  /** Waits until the connector gives up. */
  void pollUntilFailed() {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (raised.get() == null) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("Does not fail; waits for: " + obstacles());
      }
      Thread.onSpinWait();
    }
  }

  /** A task's process dies, and another one takes its place. */
  void crashTask(int index) {
    tasks.get(index).crash();
    tasks.set(index, new FakeTask(tasks.get(index).config));
  }

  FakeTask task(int index) {
    return tasks.get(index);
  }

  int tasks() {
    return tasks.size();
  }

  /** The connector and its tasks end in good order. */
  void stop() {
    connector.stop();
    stopTasks();
  }

  private void stopTasks() {
    tasks.forEach(FakeTask::crash);
    tasks.clear();
  }

  @Override
  public void close() {
    stop();
  }

  /** What a reader of committed records makes of them. */
  Copied copy() {
    return new Copied(committed());
  }

  List<SourceRecord> committed() {
    return kafkaTransactions.stream().flatMap(List::stream).toList();
  }

  List<List<SourceRecord>> kafkaTransactions() {
    return kafkaTransactions;
  }

  /** What the connector and the tasks wait for. */
  String obstacles() {
    StringBuilder texts = new StringBuilder(connectorMetrics.text("obstacle"));
    tasks.forEach(task -> texts.append(task.metrics.text("obstacle")));
    return texts.toString();
  }

  /** What made the connector fail; null if nothing did. */
  Exception failure() {
    return raised.get();
  }

  static CopyPortion portion(SourceRecord record) {
    return CopyPortion.parse((String) record.headers().lastWithName(CopyPortion.HEADER).value());
  }

  @Override
  public <T> Map<String, Object> offset(Map<String, T> partition) {
    return storedOffsets.get(partition);
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
    partitions.forEach(partition -> offsets.put(partition, storedOffsets.get(partition)));
    return offsets;
  }

  private final class Context implements SourceConnectorContext {

    @Override
    public void requestTaskReconfiguration() {
      isReconfigured.set(true);
    }

    @Override
    public void raiseError(Exception error) {
      raised.set(error);
    }

    @Override
    public PluginMetrics pluginMetrics() {
      return connectorMetrics;
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return FakeCopyWorker.this;
    }
  }

  /** One task, with the Kafka transaction that it has open. */
  final class FakeTask implements SourceTaskContext, TransactionContext {

    private final Map<String, String> config;
    private final FakeMetrics metrics = new FakeMetrics();
    private final CopySourceTask task = new CopySourceTask();
    private List<SourceRecord> open = new ArrayList<>();
    private boolean isCommitRequested;

    FakeTask(Map<String, String> config) {
      this.config = config;
      task.initialize(this);
      task.start(config);
    }

    void poll() {
      try {
        List<SourceRecord> records = task.poll();
        if (records == null) {
          return;
        }
        open.addAll(records);
        if (isCommitRequested) {
          isCommitRequested = false;
          open.forEach(
              record ->
                  storedOffsets.put(
                      Map.copyOf(record.sourcePartition()), new HashMap<>(record.sourceOffset())));
          kafkaTransactions.add(open);
          open = new ArrayList<>();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    List<SourceRecord> uncommitted() {
      return open;
    }

    String metric(String name) {
      return metrics.text(name);
    }

    private void crash() {
      task.stop();
      open = new ArrayList<>();
    }

    @Override
    public Map<String, String> configs() {
      return config;
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return FakeCopyWorker.this;
    }

    @Override
    public TransactionContext transactionContext() {
      return this;
    }

    @Override
    public PluginMetrics pluginMetrics() {
      return metrics;
    }

    @Override
    public void commitTransaction() {
      isCommitRequested = true;
    }

    @Override
    public void commitTransaction(SourceRecord record) {
      throw new UnsupportedOperationException("Kafka transactions end with batches");
    }

    @Override
    public void abortTransaction() {
      throw new UnsupportedOperationException("Nothing is ever aborted");
    }

    @Override
    public void abortTransaction(SourceRecord record) {
      throw new UnsupportedOperationException("Nothing is ever aborted");
    }
  }
}
