package io.weft.sink;

import io.weft.postgres.CopyHold;
import io.weft.postgres.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes records as Debezium does, with the log positions, sequences and counts of a source that
 * commits one transaction after the other. Offsets are counted for each partition.
 */
public final class TestRecords {

  public static final String PREFIX = "shop";

  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .field("schema", Schema.STRING_SCHEMA)
          .field("table", Schema.STRING_SCHEMA)
          .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
          .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
          .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final Schema TRANSACTION =
      SchemaBuilder.struct()
          .name("event.block")
          .optional()
          .field("id", Schema.STRING_SCHEMA)
          .field("total_order", Schema.INT64_SCHEMA)
          .field("data_collection_order", Schema.INT64_SCHEMA)
          .build();
  private static final Schema COLLECTION =
      SchemaBuilder.struct()
          .field("data_collection", Schema.STRING_SCHEMA)
          .field("event_count", Schema.INT64_SCHEMA)
          .build();
  private static final Schema END =
      SchemaBuilder.struct()
          .field("status", Schema.STRING_SCHEMA)
          .field("id", Schema.STRING_SCHEMA)
          .field("event_count", Schema.OPTIONAL_INT64_SCHEMA)
          .field("data_collections", SchemaBuilder.array(COLLECTION).optional().build())
          .field("ts_ms", Schema.INT64_SCHEMA)
          .build();

  private final Map<String, Schema> rowSchemas = new HashMap<>();
  private final Map<String, Schema> keySchemas = new HashMap<>();
  private final Map<String, Schema> envelopes = new HashMap<>();
  private final Map<TopicPartition, Long> offsets = new HashMap<>();
  private long lsn = 1_000;
  private Long lastCommit;

  /** Describes a table, its columns all of type STRING unless given otherwise. */
  public TestRecords table(String table, List<String> key, String... columns) {
    SchemaBuilder row = SchemaBuilder.struct().optional();
    for (String column : columns) {
      row.field(column, Schema.OPTIONAL_STRING_SCHEMA);
    }
    rowSchemas.put(table, row.build());
    SchemaBuilder keySchema = SchemaBuilder.struct();
    key.forEach(column -> keySchema.field(column, Schema.OPTIONAL_STRING_SCHEMA));
    keySchemas.put(table, key.isEmpty() ? null : keySchema.build());
    envelopes.put(
        table,
        SchemaBuilder.struct()
            .field("before", rowSchemas.get(table))
            .field("after", rowSchemas.get(table))
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .field("transaction", TRANSACTION)
            .build());
    return this;
  }

  /** A row of a table: the values of its columns, in order. */
  public Struct row(String table, String... values) {
    Struct row = new Struct(rowSchemas.get(table));
    for (int i = 0; i < values.length; i++) {
      row.put(rowSchemas.get(table).fields().get(i), values[i]);
    }
    return row;
  }

  public Transaction begin(long xid) {
    return new Transaction(xid);
  }

  /** A row of the snapshot taken at a position. */
  public SinkRecord snapshotRow(long snapshotLsn, int partition, String table, String... values) {
    Struct source = source(table, snapshotLsn).put("snapshot", "true");
    return record(table, partition, "r", source, null, null, row(table, values));
  }

  /** The record that closes the snapshot. */
  public SinkRecord snapshotEnd(long snapshotLsn, Map<String, Long> counts) {
    return end("0:" + snapshotLsn, counts);
  }

  private Struct source(String table, long position) {
    return new Struct(SOURCE)
        .put("schema", table.substring(0, table.indexOf('.')))
        .put("table", table.substring(table.indexOf('.') + 1))
        .put("lsn", position)
        .put("snapshot", "false");
  }

  private SinkRecord record(
      String table,
      int partition,
      String op,
      Struct source,
      Struct transaction,
      Struct before,
      Struct after) {
    Struct value =
        new Struct(envelopes.get(table))
            .put("before", before)
            .put("after", after)
            .put("source", source)
            .put("op", op)
            .put("transaction", transaction);
    TopicPartition place = new TopicPartition(PREFIX + "." + table, partition);
    Struct image = after == null ? before : after;
    Schema keySchema = keySchemas.get(table);
    Struct key = keySchema == null || image == null ? null : new Struct(keySchema);
    if (key != null) {
      keySchema.fields().forEach(field -> key.put(field, image.get(field.name())));
    }
    return new SinkRecord(
        place.topic(),
        partition,
        key == null ? null : keySchema,
        key,
        value.schema(),
        value,
        nextOffset(place),
        0L,
        TimestampType.CREATE_TIME,
        new ConnectHeaders());
  }

  private SinkRecord end(String id, Map<String, Long> counts) {
    List<Struct> collections = new ArrayList<>();
    counts.forEach(
        (table, count) ->
            collections.add(
                new Struct(COLLECTION).put("data_collection", table).put("event_count", count)));
    Struct value =
        new Struct(END)
            .put("status", "END")
            .put("id", id)
            .put("event_count", counts.values().stream().mapToLong(Long::longValue).sum())
            .put("data_collections", collections)
            .put("ts_ms", lsn);
    TopicPartition place = new TopicPartition(PREFIX + ".transaction", 0);
    return new SinkRecord(place.topic(), 0, null, null, value.schema(), value, nextOffset(place));
  }

  private long nextOffset(TopicPartition place) {
    return offsets.merge(place, 1L, Long::sum) - 1;
  }

  /** One source transaction being written. Close it with {@link #commit}. */
  public final class Transaction {
    private final long xid;
    private final List<SinkRecord> records = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private int partition;
    private CopyHold hold;

    private Transaction(long xid) {
      this.xid = xid;
    }

    /** Puts what follows into another partition of its topic. */
    public Transaction to(int partition) {
      this.partition = partition;
      return this;
    }

    public Transaction insert(String table, String... values) {
      return add(table, "c", null, row(table, values));
    }

    public Transaction update(String table, String... values) {
      return add(table, "u", null, row(table, values));
    }

    /** An update as a table with REPLICA IDENTITY FULL logs it. */
    public Transaction updateFull(String table, List<String> before, List<String> after) {
      return add(
          table,
          "u",
          row(table, before.toArray(String[]::new)),
          row(table, after.toArray(String[]::new)));
    }

    public Transaction delete(String table, String... values) {
      return add(table, "d", row(table, values), null);
    }

    public Transaction truncate(String table) {
      return add(table, "t", null, null);
    }

    /** The two events of an update that changes the key. */
    public Transaction changeKey(String table, List<String> before, List<String> after) {
      return changeKey(table, before, after, partition);
    }

    /** The same, where the new key belongs to another partition. */
    public Transaction changeKey(
        String table, List<String> before, List<String> after, int newPartition) {
      delete(table, before.toArray(String[]::new));
      last().headers().add("__debezium.newkey", new SchemaAndValue(null, "new"));
      to(newPartition).insert(table, after.toArray(String[]::new));
      last().headers().add("__debezium.oldkey", new SchemaAndValue(null, "old"));
      return this;
    }

    /** Names columns of the last change that it left alone. */
    public Transaction unchanged(String... columns) {
      last().headers().addString("weft.unchanged", "columns=" + String.join(",", columns));
      return this;
    }

    /** Counts events in the commit record that are in no topic. */
    public Transaction count(String collection, long events) {
      counts.put(collection, events);
      return this;
    }

    /** Says that tables are copied anew. */
    public Transaction hold(TableName... tables) {
      hold = new CopyHold(PREFIX, Set.of(tables));
      return this;
    }

    private SinkRecord last() {
      return records.get(records.size() - 1);
    }

    private Transaction add(String table, String op, Struct before, Struct after) {
      lsn += 8;
      Struct source =
          source(table, lsn)
              .put(
                  "sequence",
                  "["
                      + (lastCommit == null ? "null" : "\"" + lastCommit + "\"")
                      + ",\""
                      + lsn
                      + "\"]");
      counts.merge(table, 1L, Long::sum);
      Struct transaction =
          new Struct(TRANSACTION)
              .put("id", xid + ":" + lsn)
              .put("total_order", (long) records.size() + 1)
              .put("data_collection_order", counts.get(table));
      records.add(record(table, partition, op, source, transaction, before, after));
      return this;
    }

    /** All records of the transaction, the commit record last. */
    public List<SinkRecord> commit() {
      lsn += 8;
      List<SinkRecord> all = new ArrayList<>(records);
      SinkRecord end = end(xid + ":" + lsn, new LinkedHashMap<>(counts));
      if (hold != null) {
        end.headers().addString(CopyHold.HEADER, hold.encode());
      }
      all.add(end);
      lastCommit = lsn;
      return all;
    }
  }

  /** The position of the last commit. */
  public long lastCommit() {
    return lastCommit;
  }
}
