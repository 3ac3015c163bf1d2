package io.weft.sink.decode;

import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Reads Debezium's envelopes of one schema: where its fields are is looked up once. Not
 * thread-safe.
 */
final class EnvelopeReader {

  private final Field op;
  private final Field before;
  private final Field after;
  private final Field source;
  private final Field schema;
  private final Field table;
  private final Field lsn;
  private final Field sequence;
  private final Field snapshot;
  private final Field transaction;
  private final Field id;
  private final Field totalOrder;

  /** The table of the last record, which tends to be that of the next. */
  private TableName lastTable;

  /** Changes of one transaction come one behind the other, and name the same commit. */
  private SourceSequence lastSequence = SourceSequence.NONE;

  EnvelopeReader(Schema envelope) {
    op = envelope.field("op");
    before = envelope.field("before");
    after = envelope.field("after");
    source = envelope.field("source");
    schema = source.schema().field("schema");
    table = source.schema().field("table");
    lsn = source.schema().field("lsn");
    sequence = source.schema().field("sequence");
    snapshot = source.schema().field("snapshot");
    transaction = envelope.field("transaction");
    id = transaction == null ? null : transaction.schema().field("id");
    totalOrder = transaction == null ? null : transaction.schema().field("total_order");
  }

  /** Whether a schema has an envelope's shape. */
  static boolean isEnvelope(Schema schema) {
    return schema.field("op") != null && schema.field("source") != null;
  }

  String operation(Struct envelope) {
    return (String) envelope.get(op);
  }

  Struct before(Struct envelope) {
    return before == null ? null : (Struct) envelope.get(before);
  }

  Struct after(Struct envelope) {
    return after == null ? null : (Struct) envelope.get(after);
  }

  Struct source(Struct envelope) {
    return (Struct) envelope.get(source);
  }

  TableName table(Struct ofSource) {
    String schemaName = (String) value(ofSource, schema);
    String tableName = (String) value(ofSource, table);
    if (schemaName == null || tableName == null) {
      throw new DecodeException("Its source block names no table", null);
    }
    if (lastTable == null
        || !lastTable.table().equals(tableName)
        || !lastTable.schema().equals(schemaName)) {
      lastTable = new TableName(schemaName, tableName);
    }
    return lastTable;
  }

  Lsn lsn(Struct ofSource) {
    Long position = (Long) value(ofSource, lsn);
    if (position == null) {
      throw new DecodeException("Its source block holds no lsn", null);
    }
    return new Lsn(position);
  }

  Lsn previousCommit(Struct ofSource) {
    String read = (String) value(ofSource, sequence);
    if (!lastSequence.isOf(read)) {
      lastSequence = SourceSequence.of(read);
    }
    return lastSequence.previousCommit();
  }

  boolean isIncrementalSnapshot(Struct ofSource) {
    return "incremental".equals(value(ofSource, snapshot));
  }

  private static Object value(Struct struct, Field field) {
    return field == null ? null : struct.get(field);
  }

  /** The block that ties a change to its transaction. */
  Struct transaction(Struct envelope) {
    Struct block = (Struct) value(envelope, transaction);
    if (block == null) {
      throw new DecodeException(
          "It does not say which transaction it belongs to: set provide.transaction.metadata=true on the source",
          null);
    }
    return block;
  }

  long xid(Struct ofTransaction) {
    return TransactionEndReader.xid((String) ofTransaction.get(id));
  }

  long totalOrder(Struct ofTransaction) {
    return (Long) ofTransaction.get(totalOrder);
  }
}
