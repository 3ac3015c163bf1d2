package io.weft.connectors.stream;

import java.time.Clock;
import java.time.Duration;

/**
 * How much of one source transaction a Kafka transaction may hold. A broker gives up on a Kafka
 * transaction that stays open too long, and readers that wait for its end wait with it.
 *
 * @param records the largest number of records
 * @param duration the longest time that it stays open
 */
public record KafkaTransactionLimit(long records, Duration duration) {

  public KafkaTransactionLimit {
    if (records < 1 || duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("A Kafka transaction needs room for a record");
    }
  }

  /** Measures one Kafka transaction after the other. */
  static final class Meter {

    private final Clock clock;
    private long records;
    private long openedAtMs;

    Meter(Clock clock) {
      this.clock = clock;
    }

    void add(long count) {
      if (records == 0 && count > 0) {
        openedAtMs = clock.millis();
      }
      records += count;
    }

    void reset() {
      records = 0;
    }

    boolean reaches(KafkaTransactionLimit limit) {
      return records >= limit.records
          || (records > 0 && clock.millis() - openedAtMs >= limit.duration.toMillis());
    }

    boolean isEmpty() {
      return records == 0;
    }
  }
}
