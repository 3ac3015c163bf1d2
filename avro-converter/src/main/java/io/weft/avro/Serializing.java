package io.weft.avro;

import io.weft.avro.codec.AvroOutput;
import io.weft.avro.codec.RecordWriter;
import io.weft.avro.registry.RegisteredSchema;
import io.weft.avro.registry.SchemaRegistry;
import io.weft.avro.schema.ConnectToAvro;
import io.weft.avro.schema.Mapping;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Writes records, by a writer that is compiled at the first record of a schema in a topic. */
final class Serializing {

  private final SchemaRegistry registry;
  private final Subjects subjects;
  private final SchemaChoice choice;
  private final Mapping mapping;
  private final TopicCache<Schema, Compiled> compiled;

  /** Empty while a thread uses it; another thread then takes a new one. */
  private final AtomicReference<AvroOutput> idleOutput = new AtomicReference<>();

  private record Compiled(int id, RecordWriter writer) {}

  Serializing(
      SchemaRegistry registry,
      Subjects subjects,
      SchemaChoice choice,
      Mapping mapping,
      int cacheSize) {
    this.registry = registry;
    this.subjects = subjects;
    this.choice = choice;
    this.mapping = mapping;
    this.compiled = new TopicCache<>(cacheSize);
  }

  Subjects subjects() {
    return subjects;
  }

  byte[] serialize(String topic, Schema schema, Object value) {
    if (value == null) {
      if (schema != null && !schema.isOptional()) {
        throw new DataException("it is null, and its schema requires a value.");
      }
      return null;
    }
    Compiled found = compiled.get(topic, schema);
    if (found == null) {
      found = compile(topic, schema);
      compiled.put(topic, schema, found);
    }
    AvroOutput output = idleOutput.getAndSet(null);
    if (output == null) {
      output = new AvroOutput();
    }
    output.reset();
    WireFormat.begin(output, found.id);
    found.writer.write(value, output);
    byte[] record = output.toByteArray();
    idleOutput.set(output);
    return record;
  }

  private Compiled compile(String topic, Schema schema) {
    org.apache.avro.Schema derived = ConnectToAvro.derive(schema, mapping);
    RegisteredSchema registered = choice.choose(registry, subjects.of(topic, derived), derived);
    return new Compiled(
        registered.id(), RecordWriter.compile(schema, registered.schema(), mapping));
  }
}
