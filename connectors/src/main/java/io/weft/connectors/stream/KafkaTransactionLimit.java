package io.weft.connectors.stream;

import java.time.Clock;
import java.time.Duration;

/**
 * How much of one source transaction a Kafka transaction may hold. A broker gives up on a Kafka
 * transaction that stays open too long, and readers that wait for its end wait with it. Connect
 * keeps its records in memory until its end.
 *
 * @param records the largest number of records
 * @param bytes the largest size of their texts and bytes in memory, about
 * @param duration the longest time that it stays open
 */
public record KafkaTransactionLimit(long records, long bytes, Duration duration) {

  public KafkaTransactionLimit {
    if (records < 1 || bytes < 1 || duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("A Kafka transaction needs room for a record");
    }
  }

  /** Measures one Kafka transaction after the other. */
  static final class Meter {

    private final Clock clock;
    private long records;
    private long bytes;
    private long openedAtMs;

    Meter(Clock clock) {
      this.clock = clock;
    }

    void add(long count, long size) {
      if (records == 0 && count > 0) {
        openedAtMs = clock.millis();
      }
      records += count;
      bytes += size;
    }

    void reset() {
      records = 0;
      bytes = 0;
    }

    boolean reaches(KafkaTransactionLimit limit) {
      return records >= limit.records
          || bytes >= limit.bytes
          || (records > 0 && clock.millis() - openedAtMs >= limit.duration.toMillis());
    }

    boolean isEmpty() {
      return records == 0;
    }
  }
}
