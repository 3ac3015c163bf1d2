package io.weft.connectors.stream;

import io.debezium.schema.SchemaFactory;
import io.debezium.schema.SchemaNameAdjuster;
import io.weft.postgres.Lsn;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Counts the rows of Debezium's snapshot, and makes the marker that closes it.
 *
 * <p>The marker has the form of Debezium's END records, with 0, which no transaction has, as the
 * transaction id. It names the log position that the snapshot shows, and how many rows of every
 * captured table came, so that whoever reads it knows when they have the whole snapshot.
 */
final class SnapshotLedger {

  private static final String NO_TRANSACTION = "0";
  private static final Schema KEY_SCHEMA =
      SchemaFactory.get().transactionKeySchema(SchemaNameAdjuster.NO_OP);
  private static final Schema VALUE_SCHEMA =
      SchemaFactory.get().transactionValueSchema(SchemaNameAdjuster.NO_OP);

  private final String transactionTopic;
  private final Clock clock;
  private final Map<String, Long> rows = new TreeMap<>();

  /**
   * @param transactionTopic where the marker goes
   * @param tables every captured table, as END records name it
   */
  SnapshotLedger(String transactionTopic, Collection<String> tables, Clock clock) {
    this.transactionTopic = transactionTopic;
    this.clock = clock;
    tables.forEach(table -> rows.put(table, 0L));
  }

  /** Counts a row, and returns it with an offset that says that the snapshot is not over. */
  SourceRecord count(CapturedRecord row) {
    rows.merge(row.tableName(), 1L, Long::sum);
    SourceRecord record = row.record();
    return WrittenRecord.of(
        record, SnapshotOffsets.unfinished(record.sourceOffset()), record.kafkaPartition());
  }

  /**
   * The record that closes the snapshot, with the offset that says so.
   *
   * @param lsn the position in the log that the snapshot shows
   */
  SourceRecord marker(Lsn lsn, Map<String, ?> sourcePartition) {
    String id = NO_TRANSACTION + ":" + lsn.value();
    List<Struct> tables = new ArrayList<>(rows.size());
    Schema tableSchema = VALUE_SCHEMA.field("data_collections").schema().valueSchema();
    rows.forEach(
        (table, count) ->
            tables.add(
                new Struct(tableSchema).put("data_collection", table).put("event_count", count)));
    Struct value =
        new Struct(VALUE_SCHEMA)
            .put("status", "END")
            .put("id", id)
            .put("event_count", rows.values().stream().mapToLong(Long::longValue).sum())
            .put("data_collections", tables)
            .put("ts_ms", clock.millis());
    return new SourceRecord(
        sourcePartition,
        ResumePoint.after(lsn).toOffset(),
        transactionTopic,
        0,
        KEY_SCHEMA,
        new Struct(KEY_SCHEMA).put("id", id),
        VALUE_SCHEMA,
        value);
  }
}
