package io.weft.avro.codec;

import io.weft.avro.schema.AvroToConnect;
import io.weft.avro.schema.Mapping;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;

/** Reads whole values, compiled for the Avro schema by which they were written. */
public final class RecordReader {

  private final Schema schema;
  private final ValueReader reader;

  private RecordReader(Schema schema, ValueReader reader) {
    this.schema = schema;
    this.reader = reader;
  }

  /**
   * Compiles the reader of a schema's values.
   *
   * @param version of the schema under its subject; null if unknown
   * @throws org.apache.kafka.connect.errors.DataException if Connect cannot express the schema
   */
  public static RecordReader compile(
      org.apache.avro.Schema avro, Integer version, Mapping mapping) {
    Schema schema = AvroToConnect.derive(avro, version, mapping);
    ReaderCompiler compiler = new ReaderCompiler();
    return new RecordReader(
        schema,
        avro.getType() == org.apache.avro.Schema.Type.BYTES
            ? compiler.rawBytes(schema)
            : compiler.compile(avro, schema));
  }

  /**
   * Reads a value that takes all of the input.
   *
   * @throws ValueException if the bytes are not such a value's
   */
  public SchemaAndValue read(AvroInput in) {
    Object value = reader.read(in);
    in.requireEnd();
    return new SchemaAndValue(schema, value);
  }
}
