package io.weft.avro.codec;

import io.weft.avro.schema.Mapping;
import org.apache.kafka.connect.data.Schema;

/** Writes whole values, compiled for a Connect schema and the Avro schema that readers will use. */
public final class RecordWriter {

  private final ValueWriter writer;

  private RecordWriter(ValueWriter writer) {
    this.writer = writer;
  }

  /**
   * Compiles the writer of a schema's values.
   *
   * @param schema of the values; null for values without a schema
   * @param avro derived from it, or another that can hold its values
   * @throws org.apache.kafka.connect.errors.DataException if it cannot; the message says why
   */
  public static RecordWriter compile(Schema schema, org.apache.avro.Schema avro, Mapping mapping) {
    WriterCompiler compiler = new WriterCompiler(mapping);
    return new RecordWriter(
        avro.getType() == org.apache.avro.Schema.Type.BYTES
            ? compiler.rawBytes(schema, avro)
            : compiler.compile(schema, avro));
  }

  /**
   * Writes a value.
   *
   * @throws ValueException if the value is not one of the schema's
   */
  public void write(Object value, AvroOutput out) {
    writer.write(value, out);
  }
}
