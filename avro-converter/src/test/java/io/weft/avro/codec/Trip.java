package io.weft.avro.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.avro.schema.Mapping;
import io.weft.avro.schema.Mappings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;

/** A value's way: through the writer, through Avro's own library, and through the reader. */
final class Trip {

  private Trip() {}

  static byte[] write(Schema schema, Object value) {
    return write(schema, Mappings.avro(schema, Mapping.DEFAULT), value, Mapping.DEFAULT);
  }

  static byte[] write(Schema schema, org.apache.avro.Schema avro, Object value, Mapping mapping) {
    AvroOutput out = new AvroOutput();
    RecordWriter.compile(schema, avro, mapping).write(value, out);
    return out.toByteArray();
  }

  static SchemaAndValue read(org.apache.avro.Schema avro, byte[] bytes) {
    return read(avro, bytes, Mapping.DEFAULT);
  }

  static SchemaAndValue read(org.apache.avro.Schema avro, byte[] bytes, Mapping mapping) {
    return RecordReader.compile(avro, null, mapping).read(new AvroInput(bytes, 0));
  }

  /** There and back, by way of Avro's own library. */
  static SchemaAndValue roundTrip(Schema schema, Object value, Mapping mapping) {
    org.apache.avro.Schema avro = Mappings.avro(schema, mapping);
    byte[] bytes = write(schema, avro, value, mapping);
    // A whole record of bytes has no length in Confluent's format, which Avro's library needs.
    if (avro.getType() != org.apache.avro.Schema.Type.BYTES) {
      assertThat(throughAvro(avro, bytes)).isEqualTo(bytes);
    }
    return read(avro, bytes, mapping);
  }

  /** What Avro's library writes of what it reads; the same, if it understands the bytes. */
  static byte[] throughAvro(org.apache.avro.Schema avro, byte[] bytes) {
    try {
      BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
      Object value = new GenericDatumReader<>(avro).read(null, decoder);
      assertThat(decoder.isEnd()).isTrue();
      return avroBytes(avro, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What Avro's library writes. */
  static byte[] avroBytes(org.apache.avro.Schema avro, Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<>(avro).write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
