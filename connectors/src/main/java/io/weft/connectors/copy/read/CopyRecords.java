package io.weft.connectors.copy.read;

import io.weft.connectors.copy.config.CopyConfig;
import io.weft.connectors.copy.plan.ChunkState;
import io.weft.connectors.copy.plan.CopyAssignment;
import io.weft.connectors.copy.plan.CopyPlan.Chunk;
import io.weft.connectors.copy.plan.CopyTopics;
import io.weft.connectors.copy.plan.TableShape;
import io.weft.connectors.copy.read.ChunkReader.Portion;
import io.weft.postgres.CopyPortion;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/** Makes Kafka records of copied rows. */
final class CopyRecords {

  /** What Kafka's format adds to a record's value and its header, at most. */
  private static final int FRAME_BYTES = 128;

  private final CopyConfig config;
  private final CopyAssignment assignment;

  CopyRecords(CopyConfig config, CopyAssignment assignment) {
    this.config = config;
    this.assignment = assignment;
  }

  /**
   * A record.
   *
   * @param portion its rows
   * @param before how much of the chunk is in Kafka before it
   * @throws ConnectException if the producer would not send it
   */
  SourceRecord of(Chunk chunk, TableShape table, Portion portion, ChunkState before) {
    CopyPortion header =
        new CopyPortion(
            table.name(),
            config.format(),
            table.sentColumns(),
            table.sentTypes(),
            assignment.copyLsn(),
            chunk.number(),
            chunk.table().chunks(),
            before.records(),
            portion.rows(),
            portion.isLast(),
            chunk.table().estimate());
    String encoded = header.encode();
    requireSendable(table, portion, encoded);
    String prefix = config.capture().topicPrefix();
    return new SourceRecord(
        ChunkState.sourcePartition(prefix, table.name(), chunk.number()),
        after(portion, before).toOffset(),
        CopyTopics.of(prefix, table.name()),
        assignment.task() % config.partitions(),
        null,
        null,
        Schema.BYTES_SCHEMA,
        portion.value(),
        null,
        new ConnectHeaders().addString(CopyPortion.HEADER, encoded));
  }

  /** Kafka would refuse it as well, but not say of which table. */
  private void requireSendable(TableShape table, Portion portion, String header) {
    long bytes =
        (long) portion.value().length
            + header.getBytes(StandardCharsets.UTF_8).length
            + FRAME_BYTES;
    long max = config.maxSentBytes();
    if (bytes > max) {
      throw new ConnectException(
          portion.rows() == 1
              ? "A row of table %s takes %,d bytes in the format %s, and the source's producer sends %,d at once. Raise producer.override.max.request.size and producer.override.buffer.memory, with max.message.bytes of its topic, socket.request.max.bytes of the brokers and the heap (-Xmx); or leave the table out"
                  .formatted(
                      table.name(), bytes, config.format().name().toLowerCase(Locale.ROOT), max)
              : "A record of rows of table %s takes %,d bytes, and the source's producer sends %,d at once. Set copy.record.bytes below producer.override.max.request.size and producer.override.buffer.memory"
                  .formatted(table.name(), bytes, max));
    }
  }

  /** Where the chunk stands with that portion. */
  static ChunkState after(Portion portion, ChunkState before) {
    return new ChunkState(
        before.table(),
        before.copyLsn(),
        before.chunks(),
        before.again(),
        before.records() + 1,
        before.rows() + portion.rows(),
        portion.isLast());
  }
}
