package io.weft.connectors.copy.read;

import io.weft.connectors.copy.config.CopyConfig;
import io.weft.connectors.copy.plan.ChunkState;
import io.weft.connectors.copy.plan.CopyAssignment;
import io.weft.connectors.copy.plan.CopyPlan.Chunk;
import io.weft.connectors.copy.plan.CopyTopics;
import io.weft.connectors.copy.plan.TableShape;
import io.weft.connectors.copy.read.ChunkReader.Portion;
import io.weft.postgres.CopyPortion;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/** Makes Kafka records of copied rows. */
final class CopyRecords {

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
   */
  SourceRecord of(Chunk chunk, TableShape table, Portion portion, ChunkState before) {
    CopyPortion header =
        new CopyPortion(
            table.name(),
            config.format(),
            table.columns(),
            table.types(),
            assignment.copyLsn(),
            chunk.number(),
            chunk.table().chunks(),
            before.records(),
            portion.rows(),
            portion.isLast(),
            chunk.table().estimate());
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
        new ConnectHeaders().addString(CopyPortion.HEADER, header.encode()));
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
