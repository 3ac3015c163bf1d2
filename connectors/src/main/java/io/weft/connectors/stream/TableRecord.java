package io.weft.connectors.stream;

import io.weft.postgres.SettledTables;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * How a pipeline remembers the tables that were settled at its beginning: as the source offset of a
 * source partition of its own, which every later start finds, and which goes when the offsets are
 * deleted.
 */
public final class TableRecord {

  private static final String KEY = "weft";
  private static final String TABLES = "tables";

  private TableRecord() {}

  /** The source partition whose offset names the tables. */
  public static Map<String, String> sourcePartition(Map<String, String> ofThePipeline) {
    Map<String, String> partition = new HashMap<>(ofThePipeline);
    partition.put(KEY, TABLES);
    return partition;
  }

  /** The same record, of which Connect stores the tables and not a place in the stream. */
  public static SourceRecord of(SourceRecord heartbeat, SettledTables tables) {
    @SuppressWarnings("unchecked") // Debezium's partitions hold texts
    Map<String, String> partition = (Map<String, String>) heartbeat.sourcePartition();
    return new SourceRecord(
        sourcePartition(partition),
        tables.toTexts(),
        heartbeat.topic(),
        heartbeat.kafkaPartition(),
        heartbeat.keySchema(),
        heartbeat.key(),
        heartbeat.valueSchema(),
        heartbeat.value());
  }
}
