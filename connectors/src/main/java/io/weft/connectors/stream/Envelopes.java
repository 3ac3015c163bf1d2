package io.weft.connectors.stream;

import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Where in Debezium's envelopes is what every record is asked for: looked up once for a schema,
 * since to look a field up by its name takes longer than to read it.
 *
 * <p>Not thread-safe: used by the task's thread only.
 */
final class Envelopes {

  /** Far more tables than a database has; a bound all the same. */
  private static final int MAX_SCHEMAS = 10_000;

  private final IdentityHashMap<Schema, Envelope> envelopes = new IdentityHashMap<>();
  private final IdentityHashMap<Schema, Row> rows = new IdentityHashMap<>();

  /**
   * The fields of an envelope.
   *
   * @param operation null in a record that is no change
   * @param transaction null where Debezium tells of none
   * @param transactionId within the transaction block
   * @param totalOrder within the transaction block
   * @param source where the change was made
   * @param sequence within the source block
   * @param before null in a logical message
   * @param after null in a logical message
   */
  record Envelope(
      Field operation,
      Field transaction,
      Field transactionId,
      Field totalOrder,
      Field source,
      Field sequence,
      Field before,
      Field after) {

    private static Envelope in(Schema schema) {
      Field transaction = schema.field("transaction");
      Field source = schema.field("source");
      return new Envelope(
          schema.field("op"),
          transaction,
          within(transaction, "id"),
          within(transaction, "total_order"),
          source,
          within(source, "sequence"),
          schema.field("before"),
          schema.field("after"));
    }

    private static Field within(Field block, String name) {
      return block == null ? null : block.schema().field(name);
    }

    /** Whether the record is not Debezium's word of a change. */
    boolean isForeign() {
      return operation == null;
    }

    String operation(Struct value) {
      return (String) value.get(operation);
    }

    /** Null outside of transactions. */
    String transactionId(Struct value) {
      return transaction != null && value.get(transaction) instanceof Struct block
          ? (String) block.get(transactionId)
          : null;
    }

    /** The number within its transaction, of a change that has one. */
    long totalOrder(Struct value) {
      return (Long) ((Struct) value.get(transaction)).get(totalOrder);
    }

    Struct source(Struct value) {
      return (Struct) value.get(source);
    }

    /** Null if it is not set. */
    String sequence(Struct sourceBlock) {
      return (String) sourceBlock.get(sequence);
    }

    /** The row before the change; null if there is none. */
    Struct before(Struct value) {
      return row(value, before);
    }

    /** The row after the change; null if there is none. */
    Struct after(Struct value) {
      return row(value, after);
    }

    private static Struct row(Struct value, Field image) {
      return image != null && value.get(image) instanceof Struct row ? row : null;
    }
  }

  /**
   * The columns of a table that may need a header.
   *
   * @param large those that may hold the placeholder of a value that PostgreSQL did not log
   * @param floats those that may hold what JSON has no number for
   */
  record Row(List<Field> large, List<Field> floats) {

    private static Row of(Schema schema) {
      return new Row(
          columns(schema, List.of(Schema.Type.STRING, Schema.Type.BYTES)),
          columns(schema, List.of(Schema.Type.FLOAT32, Schema.Type.FLOAT64)));
    }

    private static List<Field> columns(Schema schema, List<Schema.Type> types) {
      return schema.fields().stream()
          .filter(field -> types.contains(field.schema().type()))
          .toList();
    }
  }

  Envelope of(Schema schema) {
    if (envelopes.size() > MAX_SCHEMAS) {
      envelopes.clear();
    }
    return envelopes.computeIfAbsent(schema, Envelope::in);
  }

  /** How many bytes the texts and bytes of a record's rows take in memory, about. */
  long sizeOf(SourceRecord record) {
    if (!(record.value() instanceof Struct value)) {
      return 0;
    }
    Envelope envelope = of(value.schema());
    return sizeOfRow(envelope.before(value)) + sizeOfRow(envelope.after(value));
  }

  private long sizeOfRow(Struct row) {
    if (row == null) {
      return 0;
    }
    long size = 0;
    for (Field field : row(row.schema()).large()) {
      Object content = row.get(field);
      if (content instanceof String text) {
        size += text.length();
      } else if (content instanceof ByteBuffer bytes) {
        size += bytes.remaining();
      }
    }
    return size;
  }

  Row row(Schema schema) {
    if (rows.size() > MAX_SCHEMAS) {
      rows.clear();
    }
    return rows.computeIfAbsent(schema, Row::of);
  }
}
