package io.weft.avro.codec;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Writes a map, as one or as an array of entries: both are one block of keys and values. */
final class MapWriter implements ValueWriter {

  private final Schema schema;
  private final ValueWriter key;
  private final ValueWriter value;
  private final boolean keyFirst;

  private MapWriter(Schema schema, ValueWriter key, ValueWriter value, boolean keyFirst) {
    this.schema = schema;
    this.key = key;
    this.value = value;
    this.keyFirst = keyFirst;
  }

  static MapWriter ofMap(Schema schema, ValueWriter key, ValueWriter value) {
    return new MapWriter(schema, key, value, true);
  }

  /** Of entries whose record may have its two fields in either order. */
  static MapWriter ofEntries(Schema schema, ValueWriter key, ValueWriter value, boolean keyFirst) {
    return new MapWriter(schema, key, value, keyFirst);
  }

  @Override
  public void write(Object map, AvroOutput out) {
    Map<?, ?> entries = WriterCompiler.cast(map, Map.class, schema);
    if (!entries.isEmpty()) {
      out.writeLong(entries.size());
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        if (keyFirst) {
          key.write(entry.getKey(), out);
          value.write(entry.getValue(), out);
        } else {
          value.write(entry.getValue(), out);
          key.write(entry.getKey(), out);
        }
      }
    }
    out.writeLong(0);
  }
}
