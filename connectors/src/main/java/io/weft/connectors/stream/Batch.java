package io.weft.connectors.stream;

import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What the task hands to Connect at once.
 *
 * @param records in the order of the log
 * @param endsKafkaTransaction whether the Kafka transaction ends behind the last of them
 */
public record Batch(List<SourceRecord> records, boolean endsKafkaTransaction) {}
