package io.weft.connectors.stream;

import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A record on its way to Kafka, equal to itself only.
 *
 * <p>Connect keeps the records of a Kafka transaction in sets and maps, where it looks for one and
 * the same record. By their contents that costs a hash of every value, several times a record.
 */
final class WrittenRecord extends SourceRecord {

  private WrittenRecord(SourceRecord record, Map<String, ?> offset, Integer partition) {
    super(
        record.sourcePartition(),
        offset,
        record.topic(),
        partition,
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        record.timestamp(),
        record.headers());
  }

  /** The same record with another offset and Kafka partition. */
  static WrittenRecord of(SourceRecord record, Map<String, ?> offset, Integer partition) {
    return new WrittenRecord(record, offset, partition);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
