package io.weft.avro.codec;

import java.util.Collection;
import org.apache.kafka.connect.data.Schema;

/** Writes a collection as one block of elements. */
final class ArrayWriter implements ValueWriter {

  private final Schema schema;
  private final ValueWriter element;
  private final boolean isEmpty;

  /**
   * A writer of arrays.
   *
   * @param minElementBytes what an element takes at least
   */
  ArrayWriter(Schema schema, ValueWriter element, int minElementBytes) {
    this.schema = schema;
    this.element = element;
    this.isEmpty = minElementBytes == 0;
  }

  @Override
  public void write(Object value, AvroOutput out) {
    Collection<?> elements = WriterCompiler.cast(value, Collection.class, schema);
    if (!elements.isEmpty()) {
      if (isEmpty) {
        out.countEmpty(elements.size());
      }
      out.writeLong(elements.size());
      for (Object each : elements) {
        element.write(each, out);
      }
    }
    out.writeLong(0);
  }
}
