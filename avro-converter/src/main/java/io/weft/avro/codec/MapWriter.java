package io.weft.avro.codec;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Writes a map, as one or as an array of entries: both are one block of keys and values. */
final class MapWriter implements ValueWriter {

  private final Schema schema;
  private final ValueWriter key;
  private final ValueWriter value;

  MapWriter(Schema schema, ValueWriter key, ValueWriter value) {
    this.schema = schema;
    this.key = key;
    this.value = value;
  }

  @Override
  public void write(Object map, AvroOutput out) {
    Map<?, ?> entries = WriterCompiler.cast(map, Map.class, schema);
    if (!entries.isEmpty()) {
      out.writeLong(entries.size());
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        key.write(entry.getKey(), out);
        value.write(entry.getValue(), out);
      }
    }
    out.writeLong(0);
  }
}
