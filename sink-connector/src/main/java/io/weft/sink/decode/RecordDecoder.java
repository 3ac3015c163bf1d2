package io.weft.sink.decode;

import io.weft.postgres.CopyPortion;
import java.util.IdentityHashMap;
import org.apache.kafka.common.TopicPartition;
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

  private final ChangeReader changes;
  private final IdentityHashMap<Schema, Kind> kinds = new IdentityHashMap<>();

  /** What records of a schema are. */
  private enum Kind {
    CHANGE,
    TRANSACTION,
    OTHER;

    static Kind of(Schema schema) {
      if (schema.field("event_count") != null && schema.field("status") != null) {
        return TRANSACTION;
      }
      return EnvelopeReader.isEnvelope(schema) ? CHANGE : OTHER;
    }
  }

  /** As many as {@link ChangeReader} remembers of tables. */
  private static final int KINDS_LIMIT = 10_000;

  /**
   * Takes the settings.
   *
   * @param placeholder the source's {@code unavailable.value.placeholder}; empty for Weft's own
   *     source
   */
  public RecordDecoder(String placeholder) {
    changes = new ChangeReader(new Placeholder(placeholder));
  }

  /**
   * Decodes one record.
   *
   * @param partition where it was read
   * @return null for what the sink has no use for: tombstones, heartbeats, the beginnings of
   *     transactions, messages
   * @throws DecodeException if the record is not readable; it names topic, partition and offset
   */
  public Event decode(SinkRecord record, TopicPartition partition) {
    try {
      return decodeValue(record, partition);
    } catch (DecodeException e) {
      throw new DecodeException(
          "The record at offset %d of %s cannot be read. %s"
              .formatted(record.kafkaOffset(), partition, e.getMessage()),
          e);
    }
  }

  private Event decodeValue(SinkRecord record, TopicPartition partition) {
    if (record.headers().lastWithName(CopyPortion.HEADER) != null) {
      throw new DecodeException(
          "It is one of the bulk copy, which a connector with mode=copy reads: leave its topics out of this one's"
              + " topics.regex, as <topic.prefix>[.](?!copy[.][^.]+[.]).*",
          null);
    }
    refuseUnreadable(record.keySchema(), record.key());
    refuseUnreadable(record.valueSchema(), record.value());
    if (record.value() == null) {
      return null;
    }
    if (!(record.value() instanceof Struct value)) {
      throw new DecodeException(
          "It has no schema: use a converter that keeps schemas, such as JsonConverter with"
              + " schemas.enable=true or Avro",
          null);
    }
    return switch (kind(value.schema())) {
      case CHANGE -> changes.read(record, value, partition);
      case TRANSACTION -> TransactionEndReader.read(value, record, partition);
      case OTHER -> null;
    };
  }

  private Kind kind(Schema schema) {
    if (kinds.size() > KINDS_LIMIT) {
      kinds.clear();
    }
    return kinds.computeIfAbsent(schema, Kind::of);
  }

  private static void refuseUnreadable(Schema schema, Object reason) {
    if (schema != null && UNREADABLE.equals(schema.name())) {
      throw new DecodeException((String) reason, null);
    }
  }
}
