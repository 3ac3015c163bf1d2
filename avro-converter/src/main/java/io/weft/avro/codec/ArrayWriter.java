package io.weft.avro.codec;

import java.util.Collection;
import org.apache.kafka.connect.data.Schema;

/** Writes a collection as one block of elements. */
final class ArrayWriter implements ValueWriter {

  private final Schema schema;
  private final ValueWriter element;

  ArrayWriter(Schema schema, ValueWriter element) {
    this.schema = schema;
    this.element = element;
  }

  @Override
  public void write(Object value, AvroOutput out) {
    Collection<?> elements = WriterCompiler.cast(value, Collection.class, schema);
    if (!elements.isEmpty()) {
      out.writeLong(elements.size());
      for (Object each : elements) {
        element.write(each, out);
      }
    }
    out.writeLong(0);
  }
}
