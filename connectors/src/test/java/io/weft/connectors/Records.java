package io.weft.connectors;

import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** What tests ask of records. */
final class Records {

  private Records() {}

  static Struct value(SourceRecord record) {
    return (Struct) record.value();
  }

  static boolean isTransactionRecord(SourceRecord record) {
    return record.topic().endsWith(".transaction");
  }

  static boolean isEnd(SourceRecord record) {
    return isTransactionRecord(record) && value(record).getString("status").equals("END");
  }

  static boolean isSnapshotMarker(SourceRecord record) {
    return isEnd(record) && value(record).getString("id").startsWith("0:");
  }

  static boolean isChange(SourceRecord record) {
    return record.valueSchema().field("op") != null;
  }

  static Predicate<SourceRecord> isChangeOf(String table) {
    return record ->
        isChange(record) && value(record).getStruct("source").getString("table").equals(table);
  }

  static Struct after(SourceRecord record) {
    return value(record).getStruct("after");
  }

  static String op(SourceRecord record) {
    return value(record).getString("op");
  }

  /** The position that an END's id names. */
  static long endLsn(SourceRecord end) {
    String id = value(end).getString("id");
    return Long.parseLong(id.substring(id.indexOf(':') + 1));
  }

  static long eventCount(SourceRecord end) {
    return value(end).getInt64("event_count");
  }

  /** The position of the commit before, as a change names it. */
  static long previousCommit(SourceRecord change) {
    String sequence = value(change).getStruct("source").getString("sequence");
    return Long.parseLong(sequence.substring(2, sequence.indexOf('"', 2)));
  }

  static List<SourceRecord> ends(List<SourceRecord> records) {
    return records.stream().filter(Records::isEnd).toList();
  }
}
