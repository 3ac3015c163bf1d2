package io.weft.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends, at the start of a broker, the Kafka transactions whose outcome is known and whose
 * partitions were not told of it.
 *
 * <p>A transaction's outcome is first noted by its coordinator and then written to its partitions,
 * as a marker. A broker that was killed in between makes up for that at its next start. Kafka
 * 4.3.1, though, begins before the broker is registered anew; its partitions then have no leader
 * for a moment, are taken for deleted ones ({@code KRaftMetadataCache.getPartitionLeaderEndpoint}),
 * and the transaction is noted as complete. It would stay open for ever, and whoever reads what is
 * committed would wait at it for ever.
 *
 * <p>Transactions that are still going on are left alone: they end by their producer, or by their
 * time-out.
 */
final class LostMarkers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LostMarkers.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long PAUSE_MS = 100;

  private final Admin admin;
  private final String bootstrapServers;

  private LostMarkers(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** A transaction that a partition holds for open. */
  private record Open(TopicPartition partition, ProducerState producer) {}

  /**
   * Looks for such transactions and ends them as their coordinator noted.
   *
   * @param bootstrapServers a broker that has just started and is alone
   * @throws StartException if the broker cannot be asked
   */
  static void write(String bootstrapServers) {
    try (LostMarkers markers = new LostMarkers(bootstrapServers)) {
      markers.write();
    } catch (ExecutionException | IOException e) {
      throw new StartException(
          "Transactions that a former broker left open could not be ended: " + Causes.reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("Interrupted while open transactions were ended", e);
    }
  }

  private void write() throws ExecutionException, InterruptedException, IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!areEnded(open())) {
      if (System.nanoTime() > end) {
        LOG.warn("Partitions still hold open transactions that have ended: {}", open());
        return;
      }
      Thread.sleep(PAUSE_MS);
    }
  }

  private List<Open> open() throws ExecutionException, InterruptedException {
    Set<String> names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    List<TopicPartition> partitions =
        admin.describeTopics(names).allTopicNames().get().values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
            .toList();
    List<Open> open = new ArrayList<>();
    admin
        .describeProducers(partitions)
        .all()
        .get()
        .forEach(
            (partition, state) ->
                state.activeProducers().stream()
                    .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                    .forEach(producer -> open.add(new Open(partition, producer))));
    return open;
  }

  /** Ends what can be ended; whether nothing else is left than what is still going on. */
  private boolean areEnded(List<Open> open)
      throws ExecutionException, InterruptedException, IOException {
    if (open.isEmpty()) {
      return true;
    }
    Map<Long, TransactionDescription> transactions = transactionsOf(open);
    boolean areAll = true;
    for (Open one : open) {
      TransactionDescription transaction = transactions.get(one.producer.producerId());
      if (transaction == null || transaction.state() != TransactionState.ONGOING) {
        areAll = false;
      }
      if (transaction != null && isOutcomeOf(transaction, one.producer)) {
        end(one, transaction);
      }
    }
    return areAll;
  }

  private Map<Long, TransactionDescription> transactionsOf(List<Open> open)
      throws ExecutionException, InterruptedException {
    Set<Long> producers = new HashSet<>();
    open.forEach(one -> producers.add(one.producer.producerId()));
    List<String> ids =
        admin
            .listTransactions(new ListTransactionsOptions().filterProducerIds(producers))
            .all()
            .get()
            .stream()
            .map(TransactionListing::transactionalId)
            .collect(Collectors.toList());
    Map<Long, TransactionDescription> transactions = new HashMap<>();
    admin
        .describeTransactions(ids)
        .all()
        .get()
        .values()
        .forEach(transaction -> transactions.put(transaction.producerId(), transaction));
    return transactions;
  }

  /** The coordinator gives each outcome the epoch after that of its transaction (KIP-890). */
  private static boolean isOutcomeOf(TransactionDescription transaction, ProducerState producer) {
    boolean isComplete =
        transaction.state() == TransactionState.COMPLETE_COMMIT
            || transaction.state() == TransactionState.COMPLETE_ABORT;
    return isComplete && transaction.producerEpoch() == producer.producerEpoch() + 1;
  }

  /**
   * The broker refuses a marker whose epoch is not after the partition's (KIP-890), so that a
   * transaction that began meanwhile is not ended.
   */
  private void end(Open one, TransactionDescription transaction) throws IOException {
    boolean isCommit = transaction.state() == TransactionState.COMPLETE_COMMIT;
    LOG.warn(
        "{} was not told that the transaction of producer {} was {}; it is told now",
        one.partition,
        one.producer.producerId(),
        isCommit ? "committed" : "aborted");
    MarkerClient.write(
        bootstrapServers,
        one.partition,
        transaction.producerId(),
        transaction.producerEpoch(),
        one.producer.coordinatorEpoch().orElse(0),
        isCommit);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
