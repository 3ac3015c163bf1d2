package io.weft.sink.decode;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Reads changes of rows. What depends on a schema alone is found once for each. Not thread-safe.
 */
final class ChangeReader {

  private static final String KEY_CHANGE_DELETE_HEADER = "__debezium.newkey";
  private static final String KEY_CHANGE_INSERT_HEADER = "__debezium.oldkey";

  private final Placeholder placeholder;
  private final BySchema<EnvelopeReader> envelopes = new BySchema<>(EnvelopeReader::new);
  private final BySchema<RowReader> rows = new BySchema<>(this::rowReader);
  private final BySchema<List<String>> keys = new BySchema<>(ChangeReader::columns);

  ChangeReader(Placeholder placeholder) {
    this.placeholder = placeholder;
  }

  private RowReader rowReader(Schema schema) {
    return new RowReader(schema, placeholder);
  }

  private static List<String> columns(Schema schema) {
    return schema.type() == Schema.Type.STRUCT
        ? schema.fields().stream().map(Field::name).toList()
        : List.of();
  }

  /** Reads a record whose value is an envelope; null if it is no change of a row or table. */
  ChangeEvent read(SinkRecord record, Struct envelope, TopicPartition partition) {
    EnvelopeReader reader = envelopes.of(envelope.schema());
    Operation operation = operation(reader.operation(envelope), record.headers());
    if (operation == null) {
      return null;
    }
    Struct source = reader.source(envelope);
    TableName table = reader.table(source);
    List<String> key = record.keySchema() == null ? List.of() : keys.of(record.keySchema());
    Headers headers = record.headers();
    RowImage before = row(reader.before(envelope), headers, "before");
    RowImage after = row(reader.after(envelope), headers, "after");
    if (operation == Operation.READ) {
      refuseIncrementalSnapshot(reader, source);
      return new ChangeEvent(
          partition,
          record.kafkaOffset(),
          table,
          operation,
          CommitEvent.SNAPSHOT_XID,
          Lsn.NONE,
          reader.lsn(source),
          0,
          key,
          before,
          after);
    }
    Struct transaction = reader.transaction(envelope);
    return new ChangeEvent(
        partition,
        record.kafkaOffset(),
        table,
        operation,
        reader.xid(transaction),
        reader.previousCommit(source),
        reader.lsn(source),
        reader.totalOrder(transaction),
        key,
        before,
        after);
  }

  private static Operation operation(String op, Headers headers) {
    return switch (op) {
      case "r" -> Operation.READ;
      case "c" ->
          has(headers, KEY_CHANGE_INSERT_HEADER) ? Operation.KEY_CHANGE_INSERT : Operation.INSERT;
      case "u" -> Operation.UPDATE;
      case "d" ->
          has(headers, KEY_CHANGE_DELETE_HEADER) ? Operation.KEY_CHANGE_DELETE : Operation.DELETE;
      case "t" -> Operation.TRUNCATE;
      case "m" -> null;
      default -> throw new DecodeException("Its operation '" + op + "' is not known", null);
    };
  }

  private static boolean has(Headers headers, String name) {
    return !headers.isEmpty() && headers.lastWithName(name) != null;
  }

  private static void refuseIncrementalSnapshot(EnvelopeReader reader, Struct source) {
    if (reader.isIncrementalSnapshot(source)) {
      throw new DecodeException(
          "It comes from an incremental snapshot, whose rows belong to no moment of the source;"
              + " restart the source with a snapshot of its own instead",
          null);
    }
  }

  private RowImage row(Struct row, Headers headers, String image) {
    if (row == null) {
      return null;
    }
    if (headers.isEmpty()) {
      return rows.of(row.schema()).read(row, null, Map.of());
    }
    Set<String> unchanged = UnchangedHeader.read(headers);
    if (unchanged != null && !image.equals("after")) {
      // The columns named are those of the new row; the old one is logged in full, or its key is.
      unchanged = Set.of();
    }
    return rows.of(row.schema()).read(row, unchanged, NonFiniteHeader.read(headers, image));
  }

  /**
   * What is derived from a schema. A converter hands out one object for a schema, mostly: looked up
   * by identity first, which costs nothing, then by equality.
   */
  private static final class BySchema<T> {

    /**
     * Far more tables than a database has, yet a bound in case that each record came with a schema
     * object of its own.
     */
    private static final int LIMIT = 10_000;

    private final Function<Schema, T> derivation;
    private final IdentityHashMap<Schema, T> byIdentity = new IdentityHashMap<>();
    private final Map<Schema, T> byEquality = new HashMap<>();

    BySchema(Function<Schema, T> derivation) {
      this.derivation = derivation;
    }

    T of(Schema schema) {
      T derived = byIdentity.get(schema);
      if (derived == null) {
        if (byIdentity.size() > LIMIT) {
          byIdentity.clear();
        }
        derived = byEquality.computeIfAbsent(schema, derivation);
        byIdentity.put(schema, derived);
      }
      return derived;
    }
  }
}
