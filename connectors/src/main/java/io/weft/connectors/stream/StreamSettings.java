package io.weft.connectors.stream;

/**
 * What the stream has to know of the connector's settings.
 *
 * @param transactionTopic where Debezium puts BEGIN and END
 * @param slotName from which the stream is read
 * @param unchangedPlaceholder what stands for a large value that an UPDATE left alone
 * @param limit the largest piece of a source transaction that one Kafka transaction holds
 * @param maxRecordBytes the largest record that the producer sends
 */
public record StreamSettings(
    String transactionTopic,
    String slotName,
    String unchangedPlaceholder,
    KafkaTransactionLimit limit,
    long maxRecordBytes) {}
