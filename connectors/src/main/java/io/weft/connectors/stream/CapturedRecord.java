package io.weft.connectors.stream;

import io.weft.postgres.Lsn;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A record of Debezium's, and what it stands for.
 *
 * @param record as Debezium made it
 * @param kind what it stands for
 */
record CapturedRecord(SourceRecord record, Kind kind) {

  /** What a record stands for. */
  enum Kind {
    /** A source transaction opens. */
    BEGIN,
    /** A source transaction closes. */
    END,
    /** An event that its source transaction counts: a change, or a logical message. */
    CHANGE,
    /** A row of Debezium's snapshot. */
    SNAPSHOT_ROW,
    /** Outside of every source transaction: a heartbeat, or a non-transactional message. */
    OTHER
  }

  static CapturedRecord of(SourceRecord record, String transactionTopic) {
    return new CapturedRecord(record, kindOf(record, transactionTopic));
  }

  private static Kind kindOf(SourceRecord record, String transactionTopic) {
    if (!(record.value() instanceof Struct value)) {
      return Kind.OTHER;
    }
    if (record.topic().equals(transactionTopic)) {
      return "END".equals(value.getString("status")) ? Kind.END : Kind.BEGIN;
    }
    if (value.schema().field("op") == null) {
      return Kind.OTHER;
    }
    if ("r".equals(value.getString("op"))) {
      return Kind.SNAPSHOT_ROW;
    }
    return value.getStruct("transaction") == null ? Kind.OTHER : Kind.CHANGE;
  }

  Struct value() {
    return (Struct) record.value();
  }

  /** The id, on the source, of the transaction that a BEGIN, END or CHANGE belongs to. */
  String xid() {
    String id = transactionId();
    return id.substring(0, id.indexOf(':'));
  }

  /** Where an END's transaction ends in the log: its commit position. */
  Lsn endLsn() {
    String id = transactionId();
    return new Lsn(Long.parseLong(id.substring(id.indexOf(':') + 1)));
  }

  /** A CHANGE's number within its transaction, from 1. */
  long totalOrder() {
    return value().getStruct("transaction").getInt64("total_order");
  }

  /** Schema and table of a SNAPSHOT_ROW, in the form in which END records name tables. */
  String tableName() {
    Struct source = value().getStruct("source");
    return source.getString("schema") + "." + source.getString("table");
  }

  /**
   * Has a CHANGE name the commit before its own transaction, in the first half of {@code
   * source.sequence}.
   */
  void setPreviousCommit(Lsn commit) {
    Struct source = value().getStruct("source");
    String start = "[\"" + commit.value() + "\",";
    String sequence = source.getString("sequence");
    if (sequence == null || !sequence.startsWith(start)) {
      source.put("sequence", start + "\"" + source.getInt64("lsn") + "\"]");
    }
  }

  private String transactionId() {
    Struct block = kind == Kind.CHANGE ? value().getStruct("transaction") : value();
    return block.getString("id");
  }

  /** The same record with another offset and Kafka partition. */
  SourceRecord with(ResumePoint resume, Integer partition) {
    return new SourceRecord(
        record.sourcePartition(),
        resume.toOffset(),
        record.topic(),
        partition,
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        record.timestamp(),
        record.headers());
  }
}
