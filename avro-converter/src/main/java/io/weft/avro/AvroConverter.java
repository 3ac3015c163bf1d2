package io.weft.avro;

import io.weft.avro.registry.Registries;
import io.weft.avro.registry.SchemaRegistry;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts between Connect's values and Avro in Confluent's wire format: a zero byte, the schema's
 * id in four bytes, and Avro's binary form. The schemas are in a registry that speaks Confluent's
 * REST API, or in a topic ({@code schema.registry.url=kafka}).
 *
 * <p>Any consumer with Confluent's deserializer reads what this writes, and this reads what
 * Confluent's serializers and converter write: the mapping of schemas is theirs.
 *
 * <p>Guarantees: a value that cannot be carried is refused by a {@link DataException} that names
 * the topic and the field, never the value. Bytes that are no such record are refused as well,
 * whatever they are, soon, and with memory in proportion to their size; what a value of a type
 * takes in Connect is the factor, which is large for a union of many types, since its struct has a
 * place for each. A registry that cannot be reached is a {@link RetriableException}. Safe for use
 * by many threads once configured.
 */
public final class AvroConverter implements Converter, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AvroConverter.class);

  private SchemaRegistry registry;
  private Serializing serializing;
  private Deserializing deserializing;
  private boolean deliversUnreadable;

  /** For Connect, which calls {@link #configure} next. */
  public AvroConverter() {}

  /**
   * A converter that uses a registry that is open already, instead of the one that its settings
   * name; it is closed with the converter.
   */
  public AvroConverter(SchemaRegistry registry) {
    this.registry = registry;
  }

  /**
   * Reads the settings; see {@link #config()}.
   *
   * @throws org.apache.kafka.common.config.ConfigException if they are wrong, with every fault
   */
  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    AvroConverterConfig config = new AvroConverterConfig(settings);
    if (!config.withoutEffect().isEmpty()) {
      LOG.warn(
          "Settings of Confluent's Avro converter that Weft's does not have, and passes over: {}",
          config.withoutEffect());
    }
    if (registry == null) {
      registry = Registries.open(settings);
    }
    Subjects subjects = new Subjects(config.subjectNames(isKey), isKey);
    serializing =
        new Serializing(
            registry, subjects, config.schemaChoice(), config.mapping(), config.cacheSize());
    deserializing = new Deserializing(registry, subjects, config.mapping(), config.cacheSize());
    deliversUnreadable = config.deliversUnreadable();
  }

  @Override
  public ConfigDef config() {
    return AvroConverterConfig.DEFINITION;
  }

  /**
   * The record's bytes.
   *
   * @param schema null for a value without a schema
   * @return null for null
   */
  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    try {
      return serializing.serialize(topic, schema, value);
    } catch (DataException e) {
      throw fault("write", topic, e);
    } catch (RetriableException e) {
      throw new RetriableException(message("write", topic, e.getMessage()), e);
    } catch (RuntimeException e) {
      throw unexpected("write", topic, e);
    }
  }

  /**
   * The record's value, with the schema by which it was written.
   *
   * @param value null for null
   */
  @Override
  public SchemaAndValue toConnectData(String topic, byte[] value) {
    try {
      return deserializing.deserialize(topic, value);
    } catch (DataException e) {
      return unreadable(fault("read", topic, e));
    } catch (RetriableException e) {
      throw new RetriableException(message("read", topic, e.getMessage()), e);
    } catch (RuntimeException e) {
      return unreadable(unexpected("read", topic, e));
    }
  }

  @Override
  public SchemaAndValue toConnectData(String topic, Headers headers, byte[] value) {
    return toConnectData(topic, value);
  }

  /** Closes the registry, unless others use it as well. */
  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }

  private SchemaAndValue unreadable(DataException fault) {
    if (deliversUnreadable) {
      return UnreadableRecord.of(fault);
    }
    throw fault;
  }

  private DataException fault(String action, String topic, DataException cause) {
    return new DataException(message(action, topic, cause.getMessage()), cause);
  }

  /** What no other place has foreseen; its own message may hold a value. */
  private DataException unexpected(String action, String topic, RuntimeException cause) {
    String reason =
        "an unexpected "
            + cause.getClass().getName()
            + ". Please report it, with the stack trace that follows.";
    return new DataException(message(action, topic, reason), cause);
  }

  private String message(String action, String topic, String reason) {
    return "Could not "
        + action
        + " the "
        + serializing.subjects().part()
        + " of a record of topic "
        + topic
        + ": "
        + reason;
  }
}
