package io.weft.embedded;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the Kafka transactions that a worker left open when it was killed.
 *
 * <p>A worker reads its offsets topic to the end before it starts a task, and only what is
 * committed: it would wait there for its former self's transaction until that times out, before any
 * new task could fence it.
 *
 * <p>A broker that has just started lists no transactions before it has loaded them, so an empty
 * list says nothing; that all of the offsets topic is committed does.
 */
final class FormerSelf implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FormerSelf.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_MS = 100;

  private final Admin admin;
  private final String group;
  private final String offsetsTopic;

  private FormerSelf(Map<String, String> settings) {
    Map<String, Object> client = new HashMap<>(settings);
    client.keySet().retainAll(AdminClientConfig.configNames());
    admin = Admin.create(client);
    group = settings.get("group.id");
    offsetsTopic = settings.get("offset.storage.topic");
  }

  /**
   * Fences every producer of a Connect group that is in the middle of a transaction.
   *
   * @param settings the worker's
   */
  static void fence(Map<String, String> settings) {
    try (FormerSelf former = new FormerSelf(settings)) {
      former.fence();
    } catch (ExecutionException e) {
      throw new StartException(
          "Open transactions of a former worker could not be ended: " + Causes.reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("Interrupted while open transactions were ended", e);
    }
  }

  private void fence() throws ExecutionException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isCommitted()) {
      if (System.nanoTime() > end) {
        LOG.warn("{} still holds an open transaction; the worker waits for its end", offsetsTopic);
        return;
      }
      fenceOpenTransactions();
      Thread.sleep(PAUSE_MS);
    }
  }

  private boolean isCommitted() throws ExecutionException, InterruptedException {
    try {
      List<TopicPartition> partitions =
          admin
              .describeTopics(List.of(offsetsTopic))
              .allTopicNames()
              .get()
              .get(offsetsTopic)
              .partitions()
              .stream()
              .map(partition -> new TopicPartition(offsetsTopic, partition.partition()))
              .toList();
      return ends(partitions, IsolationLevel.READ_COMMITTED)
          .equals(ends(partitions, IsolationLevel.READ_UNCOMMITTED));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return true;
      }
      throw e;
    }
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> partitions, IsolationLevel isolation)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> query =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    return admin
        .listOffsets(query, new ListOffsetsOptions(isolation))
        .all()
        .get()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  private void fenceOpenTransactions() throws ExecutionException, InterruptedException {
    List<String> open =
        admin
            .listTransactions(
                new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
            .all()
            .get()
            .stream()
            .map(TransactionListing::transactionalId)
            .filter(this::isOurs)
            .toList();
    if (!open.isEmpty()) {
      LOG.info("Ending the transactions that a former worker left open: {}", open);
      admin.fenceProducers(open).all().get();
    }
  }

  /** By Connect's names for a task's producer and for the leader's (KIP-618). */
  private boolean isOurs(String transactionalId) {
    return transactionalId.startsWith(group + "-")
        || transactionalId.equals("connect-cluster-" + group);
  }

  @Override
  public void close() {
    admin.close();
  }
}
