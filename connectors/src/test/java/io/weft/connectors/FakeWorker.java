package io.weft.connectors;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Runs the real task as Connect's exactly-once worker does, without Kafka: what the task hands out
 * is visible once the Kafka transaction ends, and the offset of its last record is stored with it.
 */
final class FakeWorker implements AutoCloseable, SourceTaskContext, OffsetStorageReader {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, String> settings;
  private final List<List<SourceRecord>> kafkaTransactions = new ArrayList<>();
  private final FakeMetrics metrics = new FakeMetrics();
  private List<SourceRecord> open = new ArrayList<>();
  private final Map<Map<String, ?>, Map<String, Object>> storedOffsets = new HashMap<>();
  private boolean commitRequested;
  private PostgresSourceTask task;

  FakeWorker(Map<String, String> settings) {
    this.settings = new HashMap<>(settings);
  }

  /** Starts a task, the first or the next one. */
  FakeWorker start() {
    task = new PostgresSourceTask();
    task.initialize(this);
    task.start(settings);
    return this;
  }

  /** The task's process dies: what was not committed is gone. */
  void crash() {
    open = new ArrayList<>();
    commitRequested = false;
    task.stop();
    task = null;
  }

  /** One round of the worker's loop. */
  void poll() {
    try {
      List<SourceRecord> records = task.poll();
      if (records == null) {
        return;
      }
      open.addAll(records);
      if (commitRequested) {
        commitRequested = false;
        if (!open.isEmpty()) {
          open.forEach(record -> store(record.sourcePartition(), record.sourceOffset()));
          kafkaTransactions.add(open);
          open = new ArrayList<>();
        }
        task.commit();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Polls until a committed record is as asked for. */
  FakeWorker pollUntil(Predicate<SourceRecord> isLast) {
    Instant deadline = Instant.now().plus(PATIENCE);
    int seen = 0;
    while (true) {
      List<SourceRecord> committed = committed();
      for (; seen < committed.size(); seen++) {
        if (isLast.test(committed.get(seen))) {
          return this;
        }
      }
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("Not within " + PATIENCE + "; committed: " + committed);
      }
      poll();
    }
  }

  List<List<SourceRecord>> kafkaTransactions() {
    return kafkaTransactions;
  }

  /** All that a reader of committed records sees. */
  List<SourceRecord> committed() {
    return kafkaTransactions.stream().flatMap(List::stream).toList();
  }

  List<SourceRecord> uncommitted() {
    return open;
  }

  /** Where the stream goes on. */
  Map<String, Object> storedOffset() {
    return storedOffsets.get(Map.of("server", settings.get("topic.prefix")));
  }

  /** Has the next task find what another worker has stored. */
  void storeOffsetsOf(FakeWorker other) {
    storedOffsets.putAll(other.storedOffsets);
  }

  private void store(Map<String, ?> partition, Map<String, ?> offset) {
    storedOffsets.put(Map.copyOf(partition), new HashMap<>(offset));
  }

  @Override
  public void close() {
    if (task != null) {
      task.stop();
    }
  }

  @Override
  public Map<String, String> configs() {
    return settings;
  }

  @Override
  public OffsetStorageReader offsetStorageReader() {
    return this;
  }

  /** What the task shows as its obstacle. */
  String obstacle() {
    return metrics.text("obstacle");
  }

  @Override
  public PluginMetrics pluginMetrics() {
    return metrics;
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

  @Override
  public TransactionContext transactionContext() {
    return new TransactionContext() {
      @Override
      public void commitTransaction() {
        commitRequested = true;
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
    };
  }
}
