package io.weft.avro.codec;

import io.weft.avro.schema.Kinds;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Writes a map, as one or as an array of entries: both are one block of keys and values. */
final class MapWriter implements ValueWriter {

  private final Schema schema;
  private final ValueWriter key;
  private final ValueWriter value;
  private final boolean keyFirst;
  private final boolean isEmpty;

  private MapWriter(
      Schema schema, ValueWriter key, ValueWriter value, boolean keyFirst, boolean isEmpty) {
    this.schema = schema;
    this.key = key;
    this.value = value;
    this.keyFirst = keyFirst;
    this.isEmpty = isEmpty;
  }

  static MapWriter ofMap(Schema schema, ValueWriter key, ValueWriter value) {
    return new MapWriter(schema, key, value, true, false);
  }

  /** Of entries as a record, whose two fields may have either order. */
  static MapWriter ofEntries(
      Schema schema, ValueWriter key, ValueWriter value, org.apache.avro.Schema entry) {
    boolean keyFirst =
        entry.getField(Kinds.ENTRY_KEY).pos() < entry.getField(Kinds.ENTRY_VALUE).pos();
    return new MapWriter(schema, key, value, keyFirst, Sizes.minBytes(entry) == 0);
  }

  @Override
  public void write(Object map, AvroOutput out) {
    Map<?, ?> entries = WriterCompiler.cast(map, Map.class, schema);
    if (!entries.isEmpty()) {
      if (isEmpty) {
        out.countEmpty(entries.size());
      }
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
