package io.weft.avro.registry.kafka;

import io.weft.avro.registry.RegistryConfig;
import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.RegistryKeys;
import io.weft.avro.registry.RegistryUnavailableException;
import io.weft.avro.registry.Waits;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic's claims: read into the ledger up to the end, and appended.
 *
 * <p>Guarantees: what was claimed once stays claimed. If the topic is deleted, or loses records, it
 * gets again what the ledger had of it, since records that exist, and writers that are compiled,
 * have those ids. That is looked after with each reading to the end, and from time to time.
 *
 * <p>Safe for many threads. Those that append take turns; others wait for none of them.
 */
final class SchemaLog implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SchemaLog.class);

  /** Each is lost to another writer's claim of the same id, which takes a collision of hashes. */
  private static final int MAX_CLAIMS = 100;

  private final Waits waits = new Waits();
  private final ReentrantLock turn = new ReentrantLock();
  private final Ledger ledger;
  private final CandidateIds candidates;
  private final String name;
  private final KafkaCalls calls;
  private final KafkaClients clients;
  private final SchemaTopic topic;
  private final TopicTail tail;
  private final ClaimWriter writer;
  private final ScheduledExecutorService watch;
  private volatile Uuid topicId;

  /**
   * Makes the clients, which reach Kafka with the first call.
   *
   * @param watchPeriod how often to look whether the topic is still there
   */
  SchemaLog(RegistryConfig config, Ledger ledger, CandidateIds candidates, Duration watchPeriod) {
    this.ledger = ledger;
    this.candidates = candidates;
    this.name = config.text(RegistryKeys.KAFKA_TOPIC);
    ClientSettings settings = new ClientSettings(config);
    this.calls = new KafkaCalls(name, settings.timeout(), waits);
    this.clients = new KafkaClients(settings);
    this.topic = new SchemaTopic(name, config.replicationFactor(), clients::admin, calls);
    this.tail = new TopicTail(clients::consumer, topic.partition(), ledger);
    this.writer = new ClaimWriter(clients::producer, topic.partition(), calls);
    this.watch =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "weft-schemas-watch-" + name);
              thread.setDaemon(true);
              return thread;
            });
    long periodMs = watchPeriod.toMillis();
    Future<?> unused =
        watch.scheduleWithFixedDelay(this::look, periodMs, periodMs, TimeUnit.MILLISECONDS);
  }

  /** The id of a schema under a subject, which gets one unless it has one. */
  int claim(String subject, String text) {
    takeTurn();
    try {
      readToEnd();
      for (int i = 0; i <= MAX_CLAIMS; i++) {
        OptionalInt known = ledger.id(subject, text);
        if (known.isPresent()) {
          return known.getAsInt();
        }
        Claim claim = new Claim(subject, ledger.idToClaim(text, candidates), text);
        readTo(writer.append(claim) + 1);
      }
    } finally {
      turn.unlock();
    }
    throw new RegistryUnavailableException(
        "The schemas' topic "
            + name
            + " gave every id claimed for a schema of subject '"
            + subject
            + "' to another, "
            + MAX_CLAIMS
            + " times; please report this.");
  }

  private void takeTurn() {
    try {
      if (!turn.tryLock(calls.limit().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RegistryUnavailableException(
            "Other schemas were being written to the topic "
                + name
                + " for "
                + calls.limit().toMillis()
                + " ms. Check that the brokers run.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException(
          "The wait for the schema registry was interrupted.", e);
    }
  }

  /** So that what anybody claimed before this call is known after it. */
  void readToEnd() {
    if (waits.isClosed()) {
      throw new RegistryUnavailableException("The schema registry has been closed.");
    }
    begin(topic.prepare());
    long before = tail.position();
    long end = topic.end();
    if (end < before) {
      tail.rewind();
    }
    readTo(end);
    if (!ledger.missing().isEmpty()) {
      restore();
    }
  }

  /** Another id is that of another topic, of which nothing has been read. */
  private synchronized void begin(Uuid found) {
    tail.start();
    if (topicId != null && !topicId.equals(found)) {
      tail.rewind();
    }
    topicId = found;
  }

  private void readTo(long offset) {
    try {
      Void unused = calls.await(tail.reached(offset), "give all records");
    } catch (ExecutionException e) {
      throw calls.failure(e.getCause(), "give all records");
    }
  }

  private void restore() {
    takeTurn();
    try {
      List<Claim> missing = ledger.missing();
      if (missing.isEmpty()) {
        return; // another thread was faster
      }
      log.warn(
          "The schemas' topic {} lacks {} of the schemas that it had, as if it was deleted; they are"
              + " written to it again",
          name,
          missing.size());
      long end = 0;
      for (Claim claim : missing) {
        end = writer.append(claim) + 1;
      }
      readTo(end);
    } catch (RegistryException e) {
      log.warn("The schemas' topic {} stays without them, since: {}", name, e.getMessage());
      return;
    } finally {
      turn.unlock();
    }
    if (!ledger.missing().isEmpty()) {
      throw new RegistryException(
          "The schemas' topic "
              + name
              + " was deleted, and then gave an id that records have to another schema: "
              + ledger.missing().stream().map(Claim::id).toList()
              + ". Stop all that write there, and give the topic its former records first.");
    }
  }

  /** Nobody may ask for long, while writers that are compiled go on. */
  private void look() {
    if (topicId == null) {
      return; // nobody has asked yet
    }
    try {
      readToEnd();
    } catch (RuntimeException | Error e) { // an error would end the looks
      log.debug("The schemas' topic {} cannot be looked at just now", name, e);
    }
  }

  @Override
  public void close() {
    waits.close();
    watch.shutdownNow();
    tail.close();
    writer.close();
    clients.close();
  }
}
