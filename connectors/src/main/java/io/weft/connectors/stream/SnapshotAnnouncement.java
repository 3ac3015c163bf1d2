package io.weft.connectors.stream;

import io.debezium.schema.SchemaFactory;
import io.debezium.schema.SchemaNameAdjuster;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A heartbeat that goes to Kafka before the slot of a snapshot is made. Its offset says that a
 * snapshot is under way, so that, after a crash, the slot is known for one of Weft's making, of
 * which nothing was read that counts.
 */
public final class SnapshotAnnouncement {

  private static final Schema KEY_SCHEMA =
      SchemaFactory.get().heartbeatKeySchema(SchemaNameAdjuster.NO_OP);
  private static final Schema VALUE_SCHEMA =
      SchemaFactory.get().heartbeatValueSchema(SchemaNameAdjuster.NO_OP);

  private SnapshotAnnouncement() {}

  /**
   * Makes the record, in the form of Debezium's heartbeats.
   *
   * @param heartbeatTopic where Debezium puts heartbeats
   * @param topicPrefix the pipeline's
   */
  public static SourceRecord record(
      String heartbeatTopic, String topicPrefix, Map<String, ?> sourcePartition, Clock clock) {
    return new SourceRecord(
        sourcePartition,
        SnapshotOffsets.begun(),
        heartbeatTopic,
        0,
        KEY_SCHEMA,
        new Struct(KEY_SCHEMA).put("serverName", topicPrefix),
        VALUE_SCHEMA,
        new Struct(VALUE_SCHEMA).put("ts_ms", clock.millis()));
  }
}
