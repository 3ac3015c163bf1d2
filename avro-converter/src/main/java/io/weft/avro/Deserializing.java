package io.weft.avro;

import io.weft.avro.codec.RecordReader;
import io.weft.avro.registry.SchemaRegistry;
import io.weft.avro.schema.Mapping;
import java.util.OptionalInt;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;

/** Reads records, by a reader that is compiled at the first record of a schema in a topic. */
final class Deserializing {

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

  /** A topic that was copied under another name has no subject of its own, and so no version. */
  private Integer version(String topic, org.apache.avro.Schema schema) {
    if (schema.getObjectProp("connect.version") != null) {
      return null;
    }
    OptionalInt version = registry.version(subjects.of(topic, schema), schema);
    return version.isPresent() ? version.getAsInt() : null;
  }
}
