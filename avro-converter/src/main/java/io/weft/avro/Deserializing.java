package io.weft.avro;

import io.weft.avro.codec.RecordReader;
import io.weft.avro.registry.SchemaRegistry;
import io.weft.avro.schema.Mapping;
import java.util.OptionalInt;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads records, by a reader that is compiled at the first record of a schema in a topic. */
final class Deserializing {

  private static final Logger LOG = LoggerFactory.getLogger(Deserializing.class);

  private final SchemaRegistry registry;
  private final Subjects subjects;
  private final Mapping mapping;
  private final TopicCache<Integer, RecordReader> compiled;

  Deserializing(SchemaRegistry registry, Subjects subjects, Mapping mapping, int cacheSize) {
    this.registry = registry;
    this.subjects = subjects;
    this.mapping = mapping;
    this.compiled = new TopicCache<>(cacheSize);
  }

  SchemaAndValue deserialize(String topic, byte[] record) {
    if (record == null) {
      return SchemaAndValue.NULL;
    }
    int id = WireFormat.schemaId(record);
    RecordReader reader = compiled.get(topic, id);
    if (reader == null) {
      reader = compile(topic, id);
      compiled.put(topic, id, reader);
    }
    try {
      return reader.read(WireFormat.payload(record));
    } catch (DataException e) {
      throw new DataException("with the schema id " + id + ", " + e.getMessage(), e);
    }
  }

  private RecordReader compile(String topic, int id) {
    org.apache.avro.Schema schema = registry.schema(id, subjects.before(topic));
    return RecordReader.compile(schema, version(topic, schema), mapping);
  }

  /**
   * Null if there is none: a topic that was copied under another name has no subject of its own. A
   * record is read without one as well, so that nothing that is refused here is in its way.
   */
  private Integer version(String topic, org.apache.avro.Schema schema) {
    if (schema.getObjectProp("connect.version") != null) {
      return null;
    }
    try {
      OptionalInt version = registry.version(subjects.of(topic, schema), schema);
      return version.isPresent() ? version.getAsInt() : null;
    } catch (DataException e) {
      LOG.info(
          "Records of topic {} are read without a version of their schema {}: {}",
          topic,
          schema.getFullName(),
          e.getMessage());
      return null;
    }
  }
}
