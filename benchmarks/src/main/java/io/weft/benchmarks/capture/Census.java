package io.weft.benchmarks.capture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What a capture has written.
 *
 * @param changes records in the tables' topics
 * @param begins BEGIN records
 * @param ends END records
 * @param markers offsets that hold no record: the ends of Kafka transactions
 * @param firstAppendMs when the broker took the first record, in ms since 1970
 */
record Census(long changes, long begins, long ends, long markers, long firstAppendMs) {

  /**
   * What a backlog makes of itself.
   *
   * @param changes rows inserted, updated or deleted
   * @param transactions of the source
   */
  record Expected(long changes, long transactions) {

    /** A BEGIN and an END for each transaction, and the changes. */
    long records() {
      return changes + 2 * transactions;
    }
  }

  /** Counts what is committed. */
  static Census of(String bootstrapServers, Topics topics) {
    Tally data = Tally.of(bootstrapServers, topics.data());
    Tally transactions = Tally.of(bootstrapServers, List.of(topics.transactions()));
    return new Census(
        data.records,
        transactions.begins,
        transactions.ends,
        data.markers() + transactions.markers(),
        Math.min(data.firstAppendMs, transactions.firstAppendMs));
  }

  /**
   * What is missing, or came too often.
   *
   * @param isExactlyOnce whether every record is in a Kafka transaction
   */
  Optional<String> fault(Expected expected, boolean isExactlyOnce) {
    List<String> faults = new ArrayList<>();
    if (changes != expected.changes()) {
      faults.add("%,d changes instead of %,d".formatted(changes, expected.changes()));
    }
    // The connector's own heartbeats on the source may add transactions behind the backlog.
    if (begins < expected.transactions() || ends < expected.transactions()) {
      faults.add(
          "%,d BEGIN and %,d END instead of %,d".formatted(begins, ends, expected.transactions()));
    }
    if (isExactlyOnce && markers == 0) {
      faults.add("%,d ends of Kafka transactions".formatted(markers));
    }
    return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults));
  }

  /** Counts some topics' records. */
  private static final class Tally {

    private long records;
    private long begins;
    private long ends;
    private long offsets;
    private long firstAppendMs = Long.MAX_VALUE;

    static Tally of(String bootstrapServers, List<TopicPartition> partitions) {
      Tally tally = new Tally();
      try (Reader reader = new Reader(bootstrapServers, partitions)) {
        tally.offsets = reader.offsets();
        reader.forEach(tally::add);
      }
      return tally;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
      records++;
      firstAppendMs = Math.min(firstAppendMs, record.timestamp());
      // In JSON and in Avro alike, text stands in a record as its bytes.
      String value = new String(record.value(), StandardCharsets.ISO_8859_1);
      if (value.contains("BEGIN")) {
        begins++;
      } else if (value.contains("END")) {
        ends++;
      }
    }

    private long markers() {
      return offsets - records;
    }
  }
}
