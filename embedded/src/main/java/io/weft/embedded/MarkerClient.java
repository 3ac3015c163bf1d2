package io.weft.embedded;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes transaction markers, as a transaction's coordinator does. Kafka's admin client can write
 * those of aborted transactions only, and so the request is sent by hand.
 */
final class MarkerClient {

  private static final Logger LOG = LoggerFactory.getLogger(MarkerClient.class);
  private static final String NAME = "weft-markers";
  private static final int TIMEOUT_MS = 10_000;
  private static final int BUFFER_BYTES = 64 << 10;

  /** The one whose markers have epochs of their own (KIP-890). */
  private static final short TRANSACTION_VERSION = 2;

  private MarkerClient() {}

  /**
   * Writes one marker; a refusal is logged.
   *
   * @param broker host and port of the partition's leader
   * @param producerEpoch the one that the coordinator has given to the outcome
   * @param coordinatorEpoch not before the last that the partition knows
   * @throws IOException if the broker does not answer
   */
  static void write(
      String broker,
      TopicPartition partition,
      long producerId,
      int producerEpoch,
      int coordinatorEpoch,
      boolean isCommit)
      throws IOException {
    TxnMarkerEntry marker =
        new TxnMarkerEntry(
            producerId,
            (short) producerEpoch,
            coordinatorEpoch,
            isCommit ? TransactionResult.COMMIT : TransactionResult.ABORT,
            List.of(partition),
            TRANSACTION_VERSION);
    WriteTxnMarkersResponse response = send(broker, marker);
    Errors error = response.errorsByProducerId().get(producerId).get(partition);
    if (error != Errors.NONE) {
      LOG.warn("{} refuses a marker of producer {}: {}", partition, producerId, error.message());
    }
  }

  private static WriteTxnMarkersResponse send(String broker, TxnMarkerEntry marker)
      throws IOException {
    int colon = broker.lastIndexOf(':');
    Node node =
        new Node(
            BrokerSettings.NODE_ID,
            broker.substring(0, colon),
            Integer.parseInt(broker.substring(colon + 1)));
    try (Metrics metrics = new Metrics();
        NetworkClient client = client(broker, metrics)) {
      NetworkClientUtils.awaitReady(client, node, Time.SYSTEM, TIMEOUT_MS);
      ClientResponse response =
          NetworkClientUtils.sendAndReceive(
              client,
              client.newClientRequest(
                  node.idString(),
                  new WriteTxnMarkersRequest.Builder(List.of(marker)),
                  Time.SYSTEM.milliseconds(),
                  true),
              Time.SYSTEM);
      return (WriteTxnMarkersResponse) response.responseBody();
    }
  }

  private static NetworkClient client(String broker, Metrics metrics) {
    AdminClientConfig config =
        new AdminClientConfig(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker));
    LogContext log = new LogContext();
    Selector selector =
        new Selector(
            TIMEOUT_MS,
            metrics,
            Time.SYSTEM,
            NAME,
            ClientUtils.createChannelBuilder(config, Time.SYSTEM, log),
            log);
    return new NetworkClient(
        selector,
        new ManualMetadataUpdater(),
        NAME,
        1,
        0,
        0,
        BUFFER_BYTES,
        BUFFER_BYTES,
        TIMEOUT_MS,
        TIMEOUT_MS,
        TIMEOUT_MS,
        Time.SYSTEM,
        true,
        new ApiVersions(),
        log,
        MetadataRecoveryStrategy.NONE);
  }
}
