package io.weft.connectors.copy.read;

import java.time.Clock;

/** Measures the Kafka transaction that a task has open. */
final class KafkaTransaction {

  private final long maxBytes;
  private final long maxMs;
  private final Clock clock;
  private boolean isOpen;
  private long bytes;
  private long openedAtMs;

  KafkaTransaction(long maxBytes, long maxMs, Clock clock) {
    this.maxBytes = maxBytes;
    this.maxMs = maxMs;
    this.clock = clock;
  }

  /** A record was added. */
  void add(long size) {
    if (!isOpen) {
      isOpen = true;
      openedAtMs = clock.millis();
    }
    bytes += size;
  }

  boolean isOpen() {
    return isOpen;
  }

  /** Whether it must end. */
  boolean isFull() {
    return isOpen && (bytes >= maxBytes || clock.millis() - openedAtMs >= maxMs);
  }

  void end() {
    isOpen = false;
    bytes = 0;
  }
}
