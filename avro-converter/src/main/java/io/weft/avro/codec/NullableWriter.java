package io.weft.avro.codec;

import org.apache.kafka.connect.data.Schema;

/** Writes a value, or null, as a type of a union. */
final class NullableWriter implements ValueWriter {

  private final Schema schema;
  private final int nullIndex;
  private final int index;
  private final ValueWriter writer;

  /**
   * A writer of values of one type beside null.
   *
   * @param nullIndex where null stands in the union, or -1
   * @param index where the values' type stands
   */
  NullableWriter(Schema schema, int nullIndex, int index, ValueWriter writer) {
    this.schema = schema;
    this.nullIndex = nullIndex;
    this.index = index;
    this.writer = writer;
  }

  @Override
  public void write(Object value, AvroOutput out) {
    if (value != null) {
      out.writeIndex(index);
      writer.write(value, out);
    } else if (nullIndex >= 0) {
      out.writeIndex(nullIndex);
    } else {
      throw ValueException.expected(schema.type(), null);
    }
  }
}
