package io.weft.sink.decode;

import io.weft.postgres.CopyHold;
import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;

/** Reads the records of Debezium's transaction topic. Their id is {@code xid:lsn}, both decimal. */
final class TransactionEndReader {

  private TransactionEndReader() {}

  /** Reads the end of a transaction; null for the beginning of one. */
  static CommitEvent read(Struct value, SinkRecord record, TopicPartition partition) {
    if (!"END".equals(value.getString("status"))) {
      return null;
    }
    String id = value.getString("id");
    return new CommitEvent(
        partition,
        record.kafkaOffset(),
        xid(id),
        commitLsn(id),
        value.getInt64("ts_ms"),
        counts(value),
        holds(record.headers()));
  }

  static long xid(String id) {
    int colon = id.indexOf(':');
    try {
      return Long.parseLong(id, 0, colon < 0 ? id.length() : colon, 10);
    } catch (NumberFormatException e) {
      throw malformed(id, e);
    }
  }

  private static Lsn commitLsn(String id) {
    try {
      return new Lsn(Long.parseUnsignedLong(id, id.indexOf(':') + 1, id.length(), 10));
    } catch (NumberFormatException e) {
      throw malformed(id, e);
    }
  }

  private static DecodeException malformed(String id, NumberFormatException cause) {
    return new DecodeException("Its transaction id '" + id + "' is not of the form xid:lsn", cause);
  }

  /** What the source's copy connector said in the transaction; nothing in almost all. */
  private static Set<TableName> holds(Headers headers) {
    if (headers.isEmpty()) {
      return Set.of();
    }
    Set<TableName> tables = new HashSet<>();
    try {
      headers
          .allWithName(CopyHold.HEADER)
          .forEachRemaining(
              header -> tables.addAll(CopyHold.parse(String.valueOf(header.value())).tables()));
    } catch (IllegalArgumentException e) {
      throw new DecodeException("Its header " + CopyHold.HEADER + ": " + e.getMessage(), e);
    }
    return Set.copyOf(tables);
  }

  private static Map<String, Long> counts(Struct value) {
    List<Struct> collections = value.getArray("data_collections");
    Map<String, Long> counts = new HashMap<>();
    if (collections != null) {
      for (Struct collection : collections) {
        String name = collection.getString("data_collection");
        if (!isOfMessages(name)) {
          counts.put(name, collection.getInt64("event_count"));
        }
      }
    }
    return Collections.unmodifiableMap(counts);
  }

  /**
   * What Debezium counts logical messages under: an object's default text. They are no table's
   * rows, and nobody waits for them.
   */
  private static boolean isOfMessages(String collection) {
    return collection.startsWith("io.debezium.")
        && collection.contains("LogicalDecodingMessageId@");
  }
}
