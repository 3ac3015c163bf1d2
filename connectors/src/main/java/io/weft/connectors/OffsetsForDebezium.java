package io.weft.connectors;

import io.weft.connectors.stream.SnapshotOffsets;
import io.weft.connectors.stream.TableRecord;
import io.weft.postgres.SettledTables;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * What Debezium's task sees of Connect: an offset to start from, and later, after every Kafka
 * commit, the offset up to which it may free the source's log. Beside it, the tables that are
 * remembered.
 *
 * <p>Both come from memory. Connect's own reader would read the offsets topic to its end each time.
 *
 * <p>Thread rules: Debezium asks from the task's thread only, in {@code start} and {@code poll}.
 */
final class OffsetsForDebezium implements SourceTaskContext, OffsetStorageReader {

  private final SourceTaskContext connect;
  private final Map<String, String> sourcePartition;
  private Optional<Map<String, ?>> visible = Optional.empty();
  private Optional<Map<String, ?>> handedOut = Optional.empty();
  private Optional<Map<String, ?>> committed = Optional.empty();
  private Optional<SettledTables> tablesHandedOut = Optional.empty();
  private Optional<SettledTables> tables = Optional.empty();

  /**
   * @param topicPrefix which names the source partition, in Debezium's form
   */
  OffsetsForDebezium(SourceTaskContext connect, String topicPrefix) {
    this.connect = connect;
    this.sourcePartition = Map.of("server", topicPrefix);
  }

  /** What is stored for this pipeline; null if nothing. */
  Map<String, ?> stored() {
    if (committed.isEmpty()) {
      committed = Optional.ofNullable(connect.offsetStorageReader().offset(sourcePartition));
    }
    return committed.orElse(null);
  }

  /** The tables that are remembered from the first start; empty before it. */
  Optional<SettledTables> tables() {
    if (tables.isEmpty()) {
      Map<String, Object> texts =
          connect.offsetStorageReader().offset(TableRecord.sourcePartition(sourcePartition));
      tables = Optional.ofNullable(texts).map(SettledTables::of);
    }
    return tables;
  }

  Map<String, String> sourcePartition() {
    return sourcePartition;
  }

  /** Whether Kafka knows of a snapshot that is under way. */
  boolean isSnapshotAnnounced() {
    return committed.filter(SnapshotOffsets::isUnfinished).isPresent();
  }

  /** The offset that a start of Debezium is to see. */
  void startFrom(Optional<Map<String, Object>> offset) {
    visible = offset.map(map -> map);
  }

  /** From here on Debezium sees what Kafka has committed. */
  void running() {
    visible = committed;
  }

  /** Records were handed to Connect. */
  void handedOut(List<SourceRecord> records) {
    for (int i = records.size() - 1; i >= 0; i--) {
      if (records.get(i).sourcePartition().equals(sourcePartition)) {
        handedOut = Optional.of(records.get(i).sourceOffset());
        return;
      }
    }
  }

  /** Among the records handed to Connect is one that remembers these tables. */
  void tablesHandedOut(SettledTables settled) {
    tablesHandedOut = Optional.of(settled);
  }

  /** Kafka has committed what was handed out. */
  void committed() {
    tables = tablesHandedOut.or(() -> tables);
    if (handedOut.isPresent()) {
      committed = handedOut;
      visible = committed;
    }
  }

  @Override
  public <T> Map<String, Object> offset(Map<String, T> partition) {
    return visible.<Map<String, Object>>map(HashMap::new).orElse(null);
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
    partitions.forEach(partition -> offsets.put(partition, offset(partition)));
    return offsets;
  }

  @Override
  public Map<String, String> configs() {
    return connect.configs();
  }

  @Override
  public OffsetStorageReader offsetStorageReader() {
    return this;
  }

  @Override
  public TransactionContext transactionContext() {
    return connect.transactionContext();
  }

  @Override
  public PluginMetrics pluginMetrics() {
    return connect.pluginMetrics();
  }
}
