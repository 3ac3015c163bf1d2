package io.weft.avro.registry.kafka;

import io.weft.avro.registry.RegisteredSchema;
import io.weft.avro.registry.RegistryConfig;
import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.RegistryKeys;
import io.weft.avro.registry.RegistryUnavailableException;
import io.weft.avro.registry.SchemaRegistry;
import io.weft.avro.registry.SchemaTexts;
import io.weft.avro.registry.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Schemas in a compacted topic of one partition, next to the data that they describe.
 *
 * <p>Guarantees: a schema has one id, whatever its subjects, and an id one schema, however many
 * registries write at once. The id comes from the schema's text, so it is the same on every
 * cluster, but where two texts have the same candidate. What {@link #register} returned is in the
 * log, acknowledged by all in-sync replicas, and never changes.
 *
 * <p>No rule of compatibility is checked: a record names its own schema, by which readers read it.
 *
 * <p>Safe for use by many threads. Registering threads of one registry take turns; others wait for
 * none of them. Holds the text of every schema of the topic.
 */
public final class KafkaSchemaRegistry implements SchemaRegistry {

  /** Each is lost to another writer's claim of the same id, which takes a collision of hashes. */
  private static final int MAX_CLAIMS = 100;

  private final Waits waits = new Waits();
  private final Ledger ledger = new Ledger();
  private final Map<String, Schema> parsed = new ConcurrentHashMap<>();
  private final ReentrantLock turn = new ReentrantLock();
  private final CandidateIds candidates;
  private final String name;
  private final KafkaCalls calls;
  private final Admin admin;
  private final SchemaTopic topic;
  private final TopicTail tail;
  private final ClaimWriter writer;
  private volatile boolean prepared;

  /**
   * Makes the clients, which reach Kafka with the first call.
   *
   * @throws ConfigException if the clients refuse their settings
   */
  public KafkaSchemaRegistry(RegistryConfig config) {
    this(config, new ContentIds());
  }

  KafkaSchemaRegistry(RegistryConfig config, CandidateIds candidates) {
    this.candidates = candidates;
    this.name = config.text(RegistryKeys.KAFKA_TOPIC);
    ClientSettings settings = new ClientSettings(config);
    this.calls = new KafkaCalls(name, settings.timeout(), waits);
    this.admin = admin(settings);
    this.topic = new SchemaTopic(name, config.replicationFactor(), admin, calls);
    this.tail =
        new TopicTail(
            () ->
                new KafkaConsumer<>(
                    settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            topic.partition(),
            ledger);
    this.writer =
        new ClaimWriter(
            () ->
                new KafkaProducer<>(
                    settings.producer(), new ByteArraySerializer(), new ByteArraySerializer()),
            topic.partition(),
            calls);
  }

  private static Admin admin(ClientSettings settings) {
    try {
      return Admin.create(settings.admin());
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ConfigException(
          "The schema.registry.kafka.* settings cannot be used: " + cause.getMessage());
    }
  }

  @Override
  public int register(String subject, Schema schema) {
    String text = schema.toString();
    OptionalInt known = ledger.id(subject, text);
    if (known.isPresent()) {
      return known.getAsInt();
    }
    takeTurn();
    try {
      readToEnd();
      return claim(subject, text);
    } finally {
      turn.unlock();
    }
  }

  private int claim(String subject, String text) {
    for (int i = 0; i < MAX_CLAIMS; i++) {
      OptionalInt known = ledger.id(subject, text);
      if (known.isPresent()) {
        return known.getAsInt();
      }
      long offset = writer.append(new Claim(subject, ledger.idToClaim(text, candidates), text));
      readTo(offset + 1);
    }
    OptionalInt known = ledger.id(subject, text);
    if (known.isPresent()) {
      return known.getAsInt();
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

  @Override
  public int idOf(String subject, Schema schema) {
    String text = schema.toString();
    if (ledger.id(subject, text).isEmpty()) {
      readToEnd();
    }
    return ledger
        .id(subject, text)
        .orElseThrow(
            () ->
                new RegistryException(
                    "The schema "
                        + schema.getFullName()
                        + " is not in the schemas' topic "
                        + name
                        + " under subject '"
                        + subject
                        + "'. Register it, or let auto.register.schemas do so."));
  }

  @Override
  public RegisteredSchema latest(String subject) {
    readToEnd();
    Claim latest =
        ledger
            .latest(subject)
            .orElseThrow(
                () ->
                    new RegistryException(
                        "The schemas' topic "
                            + name
                            + " has no schema under subject '"
                            + subject
                            + "'. Register one first, or check the subject."));
    return new RegisteredSchema(latest.id(), parse(latest.id(), latest.text()));
  }

  @Override
  public Schema schema(int id, String subject) {
    if (ledger.text(id).isEmpty()) {
      readToEnd();
    }
    String text =
        ledger
            .text(id)
            .orElseThrow(
                () ->
                    new RegistryException(
                        "The schemas' topic "
                            + name
                            + " has no schema of id "
                            + id
                            + ". Check that the records were written with the same topic of schemas"
                            + " (schema.registry.kafka.topic)."));
    return parse(id, text);
  }

  private Schema parse(int id, String text) {
    return parsed.computeIfAbsent(
        text,
        unknown ->
            SchemaTexts.parse(
                text, List.of(), "The schema of id " + id + " in the schemas' topic " + name));
  }

  @Override
  public OptionalInt version(String subject, Schema schema) {
    String text = schema.toString();
    OptionalInt known = ledger.version(subject, text);
    if (known.isPresent()) {
      return known;
    }
    readToEnd();
    return ledger.version(subject, text);
  }

  /** So that what anybody registered before this call is known after it. */
  private void readToEnd() {
    prepare();
    long before = tail.position();
    long end = topic.end();
    if (end < before) {
      tail.rewind();
    }
    readTo(end);
  }

  private void readTo(long offset) {
    try {
      Void unused = calls.await(tail.reached(offset), "give all records");
    } catch (ExecutionException e) {
      throw calls.failure(e.getCause(), "give all records");
    }
  }

  private void prepare() {
    if (waits.isClosed()) {
      throw new RegistryUnavailableException("The schema registry has been closed.");
    }
    if (!prepared) {
      topic.prepare(); // by several threads at once, if need be: it may be done twice
      tail.start();
      prepared = true;
    }
  }

  @Override
  public void close() {
    waits.close();
    tail.close();
    writer.close();
    admin.close(Duration.ZERO);
  }
}
