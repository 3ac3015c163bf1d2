package io.weft.avro.registry.kafka;

import io.weft.avro.registry.Lru;
import io.weft.avro.registry.RegisteredSchema;
import io.weft.avro.registry.RegistryConfig;
import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.RegistryKeys;
import io.weft.avro.registry.SchemaRegistry;
import io.weft.avro.registry.SchemaTexts;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/**
 * Schemas in a compacted topic of one partition, next to the data that they describe.
 *
 * <p>Guarantees: a schema has one id, whatever its subjects, and an id one schema, however many
 * registries write at once. The id comes from the schema's text, so it is the same on every
 * cluster, but where two texts have the same candidate. What {@link #register} returned is in the
 * log, acknowledged by all in-sync replicas, and never changes; if the topic is deleted, it is
 * written there again.
 *
 * <p>No rule of compatibility is checked: a record names its own schema, by which readers read it.
 *
 * <p>Safe for use by many threads. Registering threads of one registry take turns; others wait for
 * none of them. Holds the text of every schema of the topic, which is what tells a schema's id;
 * parsed, it holds as many as {@code max.schemas.per.subject} says.
 */
public final class KafkaSchemaRegistry implements SchemaRegistry {

  private static final Duration WATCH_PERIOD = Duration.ofMinutes(1);

  private final Ledger ledger = new Ledger();
  private final Lru<String, Schema> parsed;
  private final String name;
  private final SchemaLog log;

  /**
   * Makes the clients, which reach Kafka with the first call.
   *
   * @throws org.apache.kafka.common.config.ConfigException if the clients refuse their settings
   */
  public KafkaSchemaRegistry(RegistryConfig config) {
    this(config, new ContentIds(), WATCH_PERIOD);
  }

  KafkaSchemaRegistry(RegistryConfig config, CandidateIds candidates, Duration watchPeriod) {
    this.name = config.text(RegistryKeys.KAFKA_TOPIC);
    this.parsed = new Lru<>(config.number(RegistryKeys.CACHE_SIZE));
    this.log = new SchemaLog(config, ledger, candidates, watchPeriod);
  }

  @Override
  public int register(String subject, Schema schema) {
    String text = schema.toString();
    OptionalInt known = ledger.id(subject, text);
    return known.isPresent() ? known.getAsInt() : log.claim(subject, text);
  }

  @Override
  public int idOf(String subject, Schema schema) {
    String text = schema.toString();
    if (ledger.id(subject, text).isEmpty()) {
      log.readToEnd();
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
    log.readToEnd();
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
      log.readToEnd();
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
    Schema known = parsed.find(text);
    if (known != null) {
      return known;
    }
    Schema schema =
        SchemaTexts.parse(
            text, List.of(), "The schema of id " + id + " in the schemas' topic " + name);
    parsed.put(text, schema);
    return schema;
  }

  @Override
  public OptionalInt version(String subject, Schema schema) {
    String text = schema.toString();
    OptionalInt known = ledger.version(subject, text);
    if (known.isPresent()) {
      return known;
    }
    log.readToEnd();
    return ledger.version(subject, text);
  }

  @Override
  public void close() {
    log.close();
  }
}
