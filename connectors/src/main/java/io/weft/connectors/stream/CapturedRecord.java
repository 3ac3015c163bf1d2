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
 */
record CapturedRecord(SourceRecord record, Kind kind, String transactionId) {

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
      return new CapturedRecord(record, Kind.OTHER, null);
    }
    if (record.topic().equals(transactionTopic)) {
      return new CapturedRecord(
          record,
          "END".equals(value.getString("status")) ? Kind.END : Kind.BEGIN,
          value.getString("id"));
    }
    Envelopes.Envelope envelope = envelopes.of(value.schema());
    if (envelope.isForeign()) {
      return new CapturedRecord(record, Kind.OTHER, null);
    }
    if ("r".equals(envelope.operation(value))) {
      return new CapturedRecord(record, Kind.SNAPSHOT_ROW, null);
    }
    String transactionId = envelope.transactionId(value);
    return new CapturedRecord(
        record, transactionId == null ? Kind.OTHER : Kind.CHANGE, transactionId);
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
    String sequence = source.getString("sequence");
    if (sequence == null || !isFirst(commit, sequence)) {
      source.put("sequence", "[\"" + commit.value() + "\",\"" + source.getInt64("lsn") + "\"]");
    }
  }

  /** Whether a sequence begins with a commit, as {@code ["123","456"]} does with 123. */
  private static boolean isFirst(Lsn commit, String sequence) {
    int end = sequence.indexOf("\",");
    if (end < 3 || !sequence.startsWith("[\"")) {
      return false;
    }
    try {
      return Long.parseLong(sequence, 2, end, 10) == commit.value();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The same record with another offset and Kafka partition. */
  SourceRecord with(ResumePoint resume, Integer partition) {
    return WrittenRecord.of(record, resume.toOffset(), partition);
  }
}
