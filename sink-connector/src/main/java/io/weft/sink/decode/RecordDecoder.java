package io.weft.sink.decode;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Turns records into events. Tables are known by the envelope's {@code source} block, never by the
 * topic's name, which can be shared. What a record is follows from its schema's shape, so that any
 * converter that carries schemas serves.
 *
 * <p>Not thread-safe; one task reads with one decoder.
 */
public final class RecordDecoder {

  /**
   * The header in which Weft's source names the columns of {@code after} that the update left
   * alone.
   */
  public static final String UNCHANGED_HEADER = "weft.unchanged";

  /** The header in which Weft's source repeats floating-point values that are not finite. */
  public static final String NON_FINITE_HEADER = "weft.nonfinite";

  /** The schema by which Weft's Avro converter hands on why a record cannot be read. */
  private static final String UNREADABLE = "io.weft.avro.UnreadableRecord";

  private static final String KEY_CHANGE_DELETE_HEADER = "__debezium.newkey";
  private static final String KEY_CHANGE_INSERT_HEADER = "__debezium.oldkey";

  /**
   * A bound for the caches by schema: far more tables than a database has, yet finite if schemas
   * are never shared.
   */
  private static final int CACHE_LIMIT = 10_000;

  private final Placeholder placeholder;
  private final IdentityHashMap<Schema, RowReader> readers = new IdentityHashMap<>();
  private final IdentityHashMap<Schema, List<String>> keys = new IdentityHashMap<>();
  private final Map<TopicName, TopicPartition> partitions = new HashMap<>();

  private record TopicName(String topic, int partition) {}

  /**
   * Takes the settings.
   *
   * @param placeholder the source's {@code unavailable.value.placeholder}; empty for Weft's own
   *     source
   */
  public RecordDecoder(String placeholder) {
    this.placeholder = new Placeholder(placeholder);
  }

  /**
   * Decodes one record.
   *
   * @return empty for what the sink has no use for: tombstones, heartbeats, the beginnings of
   *     transactions, messages
   * @throws DecodeException if the record is not readable; it names topic, partition and offset
   */
  public Optional<Event> decode(SinkRecord record) {
    try {
      return decodeValue(record);
    } catch (DecodeException e) {
      throw new DecodeException(
          "The record at offset %d of %s-%d cannot be read. %s"
              .formatted(
                  record.kafkaOffset(), record.topic(), record.kafkaPartition(), e.getMessage()),
          e);
    }
  }

  private Optional<Event> decodeValue(SinkRecord record) {
    refuseUnreadable(record.keySchema(), record.key());
    refuseUnreadable(record.valueSchema(), record.value());
    if (record.value() == null) {
      return Optional.empty();
    }
    if (!(record.value() instanceof Struct value)) {
      throw new DecodeException(
          "It has no schema: use a converter that keeps schemas, such as JsonConverter with"
              + " schemas.enable=true or Avro",
          null);
    }
    if (value.schema().field("event_count") != null && value.schema().field("status") != null) {
      return TransactionEndReader.read(value, partition(record), record.kafkaOffset());
    }
    if (value.schema().field("op") != null && value.schema().field("source") != null) {
      return Optional.ofNullable(change(record, value));
    }
    return Optional.empty();
  }

  private static void refuseUnreadable(Schema schema, Object reason) {
    if (schema != null && UNREADABLE.equals(schema.name())) {
      throw new DecodeException((String) reason, null);
    }
  }

  private ChangeEvent change(SinkRecord record, Struct envelope) {
    Operation operation = operation(record, envelope);
    if (operation == null) {
      return null;
    }
    Struct source = envelope.getStruct("source");
    boolean streamed = operation != Operation.READ;
    if (!streamed) {
      refuseIncrementalSnapshot(source);
    }
    Struct transaction =
        envelope.schema().field("transaction") == null ? null : envelope.getStruct("transaction");
    if (streamed && transaction == null) {
      throw new DecodeException(
          "It does not say which transaction it belongs to: set provide.transaction.metadata=true on the source",
          null);
    }
    Map<String, String> nonFinite = NonFiniteHeader.read(record);
    return new ChangeEvent(
        partition(record),
        record.kafkaOffset(),
        new TableName(source.getString("schema"), source.getString("table")),
        operation,
        streamed ? TransactionEndReader.xid(transaction.getString("id")) : CommitEvent.SNAPSHOT_XID,
        streamed ? SourceSequence.previousCommit(source.getString("sequence")) : Lsn.NONE,
        new Lsn(lsn(source)),
        streamed ? transaction.getInt64("total_order") : 0,
        keyColumns(record.keySchema()),
        row(envelope, "before", null, nonFinite),
        row(envelope, "after", UnchangedHeader.read(record), nonFinite));
  }

  private static Operation operation(SinkRecord record, Struct envelope) {
    String op = envelope.getString("op");
    return switch (op) {
      case "r" -> Operation.READ;
      case "c" ->
          record.headers().lastWithName(KEY_CHANGE_INSERT_HEADER) == null
              ? Operation.INSERT
              : Operation.KEY_CHANGE_INSERT;
      case "u" -> Operation.UPDATE;
      case "d" ->
          record.headers().lastWithName(KEY_CHANGE_DELETE_HEADER) == null
              ? Operation.DELETE
              : Operation.KEY_CHANGE_DELETE;
      case "t" -> Operation.TRUNCATE;
      case "m" -> null;
      default -> throw new DecodeException("Its operation '" + op + "' is not known", null);
    };
  }

  private static void refuseIncrementalSnapshot(Struct source) {
    if ("incremental".equals(source.getString("snapshot"))) {
      throw new DecodeException(
          "It comes from an incremental snapshot, whose rows belong to no moment of the source;"
              + " restart the source with a snapshot of its own instead",
          null);
    }
  }

  private static long lsn(Struct source) {
    Long lsn = source.getInt64("lsn");
    if (lsn == null) {
      throw new DecodeException("Its source block holds no lsn", null);
    }
    return lsn;
  }

  private RowImage row(
      Struct envelope, String field, Set<String> unchanged, Map<String, String> nonFinite) {
    Field rowField = envelope.schema().field(field);
    Struct row = rowField == null ? null : envelope.getStruct(field);
    if (row == null) {
      return null;
    }
    if (readers.size() > CACHE_LIMIT) {
      readers.clear();
    }
    RowImage image =
        readers
            .computeIfAbsent(row.schema(), schema -> new RowReader(schema, placeholder))
            .read(row, unchanged);
    return nonFinite.isEmpty() ? image : image.with(column -> nonFinite.get(field + "." + column));
  }

  private List<String> keyColumns(Schema schema) {
    if (schema == null || schema.type() != Schema.Type.STRUCT) {
      return List.of();
    }
    if (keys.size() > CACHE_LIMIT) {
      keys.clear();
    }
    return keys.computeIfAbsent(schema, s -> s.fields().stream().map(Field::name).toList());
  }

  private TopicPartition partition(SinkRecord record) {
    return partitions.computeIfAbsent(
        new TopicName(record.topic(), record.kafkaPartition()),
        name -> new TopicPartition(name.topic(), name.partition()));
  }
}
