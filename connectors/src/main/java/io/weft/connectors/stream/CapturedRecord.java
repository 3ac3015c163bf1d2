package io.weft.connectors.stream;

import io.weft.postgres.Lsn;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A record of Debezium's, and what it stands for.
 *
 * @param record as Debezium made it
 * @param kind what it stands for
 * @param transactionId of the transaction that a BEGIN, END or CHANGE belongs to, as Debezium has
 *     it: the id on the source, a colon, and the record's position in the log; else null
 * @param envelope the fields of a CHANGE or SNAPSHOT_ROW; else null
 */
record CapturedRecord(
    SourceRecord record, Kind kind, String transactionId, Envelopes.Envelope envelope) {

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

  static CapturedRecord of(SourceRecord record, String transactionTopic, Envelopes envelopes) {
    if (!(record.value() instanceof Struct value)) {
      return new CapturedRecord(record, Kind.OTHER, null, null);
    }
    if (record.topic().equals(transactionTopic)) {
      return new CapturedRecord(
          record,
          "END".equals(value.getString("status")) ? Kind.END : Kind.BEGIN,
          value.getString("id"),
          null);
    }
    Envelopes.Envelope envelope = envelopes.of(value.schema());
    if (envelope.isForeign()) {
      return new CapturedRecord(record, Kind.OTHER, null, null);
    }
    if ("r".equals(envelope.operation(value))) {
      return new CapturedRecord(record, Kind.SNAPSHOT_ROW, null, envelope);
    }
    String transactionId = envelope.transactionId(value);
    return new CapturedRecord(
        record, transactionId == null ? Kind.OTHER : Kind.CHANGE, transactionId, envelope);
  }

  Struct value() {
    return (Struct) record.value();
  }

  /** The id, on the source, of the transaction that a BEGIN, END or CHANGE belongs to. */
  String xid() {
    return transactionId.substring(0, transactionId.indexOf(':'));
  }

  /** Where an END's transaction ends in the log: its commit position. */
  Lsn endLsn() {
    return new Lsn(Long.parseLong(transactionId.substring(transactionId.indexOf(':') + 1)));
  }

  /** A CHANGE's number within its transaction, from 1. */
  long totalOrder() {
    return envelope.totalOrder(value());
  }

  /** Schema and table of a SNAPSHOT_ROW, in the form in which END records name tables. */
  String tableName() {
    return tableName(record);
  }

  /** Schema and table of a row's record. */
  static String tableName(SourceRecord record) {
    Struct source = ((Struct) record.value()).getStruct("source");
    return source.getString("schema") + "." + source.getString("table");
  }

  /**
   * Has a CHANGE name the commit before its own transaction, in the first half of {@code
   * source.sequence}.
   *
   * @param start what the sequence begins with then, from {@link #sequenceStart}
   */
  void setPreviousCommit(String start) {
    Struct source = envelope.source(value());
    String sequence = envelope.sequence(source);
    if (sequence == null || !sequence.startsWith(start)) {
      source.put("sequence", start + "\"" + source.getInt64("lsn") + "\"]");
    }
  }

  /** The first half of the sequence of those that come behind a commit. */
  static String sequenceStart(Lsn commit) {
    return "[\"" + commit.value() + "\",";
  }

  /** The same record with another offset and Kafka partition. */
  SourceRecord with(ResumePoint resume, Integer partition) {
    return WrittenRecord.of(record, resume.toOffset(), partition);
  }
}
