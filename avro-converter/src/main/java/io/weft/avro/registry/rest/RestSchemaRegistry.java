package io.weft.avro.registry.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.weft.avro.registry.Lru;
import io.weft.avro.registry.RegisteredSchema;
import io.weft.avro.registry.RegistryConfig;
import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.RegistryKeys;
import io.weft.avro.registry.SchemaRegistry;
import io.weft.avro.registry.Waits;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/**
 * A registry server with Confluent's REST API.
 *
 * <p>Safe for use by many threads, none of which waits for another. A schema is sent whole, never
 * as one that refers to others; so one that was registered with references is not found by {@link
 * #idOf} and {@link #version}, unless the server resolves them.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">the
 *     API</a>
 */
public final class RestSchemaRegistry implements SchemaRegistry {

  private final Waits waits = new Waits();
  private final Servers servers;
  private final Refusals refusals;
  private final References references;
  private final boolean normalize;
  private final TextCache texts;
  private final Lru<Named, Integer> ids;
  private final Lru<Named, Integer> versions;
  private final Lru<Numbered, Schema> schemas;

  /** Makes a client, which connects with its first call. */
  public RestSchemaRegistry(RegistryConfig config) {
    int limit = config.number(RegistryKeys.CACHE_SIZE);
    this.servers = new Servers(config, waits);
    this.refusals = new Refusals(config);
    this.references = new References(this::read);
    this.normalize = config.flag(RegistryKeys.NORMALIZE);
    this.texts = new TextCache(limit);
    this.ids = new Lru<>(limit);
    this.versions = new Lru<>(limit);
    this.schemas = new Lru<>(limit);
  }

  @Override
  public int register(String subject, Schema schema) {
    Named key = new Named(subject, texts.of(schema));
    Integer known = ids.find(key);
    if (known != null) {
      return known;
    }
    int id = number(read(Call.register(subject, key.text, normalize)), "id");
    ids.put(key, id);
    return id;
  }

  @Override
  public int idOf(String subject, Schema schema) {
    Named key = new Named(subject, texts.of(schema));
    Integer known = ids.find(key);
    if (known != null) {
      return known;
    }
    return look(key)
        .map(found -> number(found, "id"))
        .orElseThrow(
            () ->
                new RegistryException(
                    "The schema "
                        + schema.getFullName()
                        + " is not registered under subject '"
                        + subject
                        + "'. Register it, or let auto.register.schemas do so."));
  }

  @Override
  public OptionalInt version(String subject, Schema schema) {
    Named key = new Named(subject, texts.of(schema));
    Integer known = versions.find(key);
    if (known != null) {
      return OptionalInt.of(known);
    }
    return look(key)
        .map(found -> OptionalInt.of(number(found, "version")))
        .orElse(OptionalInt.empty());
  }

  @Override
  public RegisteredSchema latest(String subject) {
    Reply reply = read(Call.version(subject, "latest"));
    return new RegisteredSchema(number(reply, "id"), references.resolve(reply));
  }

  @Override
  public Schema schema(int id, String subject) {
    Numbered key = new Numbered(id, subject);
    Schema known = schemas.find(key);
    if (known != null) {
      return known;
    }
    Schema schema = references.resolve(read(Call.schema(id, subject)));
    schemas.put(key, schema);
    return schema;
  }

  private Optional<Reply> look(Named key) {
    Call call = Call.lookup(key.subject, key.text, normalize);
    Answer answer = servers.ask(call);
    if (Refusals.isAbsence(answer)) {
      return Optional.empty();
    }
    Reply found = read(answer, call);
    ids.put(key, number(found, "id"));
    versions.put(key, number(found, "version"));
    return Optional.of(found);
  }

  private Reply read(Call call) {
    return read(servers.ask(call), call);
  }

  private Reply read(Answer answer, Call call) {
    if (!answer.isSuccess()) {
      throw refusals.of(answer, call);
    }
    JsonNode json =
        answer.json().orElseThrow(() -> refusals.strange(answer, call, "an object of JSON"));
    return new Reply(json, call, answer);
  }

  private int number(Reply reply, String field) {
    JsonNode value = reply.json().path(field);
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw refusals.strange(
          reply.answer(), reply.call(), "JSON with a whole number '" + field + "'");
    }
    return value.intValue();
  }

  @Override
  public void close() {
    waits.close();
  }

  private record Named(String subject, String text) {}

  private record Numbered(int id, String subject) {}
}
