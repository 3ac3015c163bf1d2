package io.weft.avro.codec;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** Reads a record as a struct, whose fields have the record's order. */
final class StructReader implements ValueReader {

  private final Schema schema;
  private final Field[] fields;
  private final ValueReader[] readers;

  StructReader(Schema schema, ValueReader[] readers) {
    this.schema = schema;
    this.fields = schema.fields().toArray(Field[]::new);
    this.readers = readers;
  }

  @Override
  public Object read(AvroInput in) {
    in.enter();
    Struct struct = new Struct(schema);
    Object[] values = StructValues.of(struct);
    int i = 0;
    try {
      for (; i < readers.length; i++) {
        Object value = readers[i].read(in);
        if (values != null) {
          values[i] = value;
        } else {
          struct.put(fields[i], value);
        }
      }
    } catch (DataException e) {
      throw ValueException.in(fields[i].name(), e);
    }
    in.leave();
    return struct;
  }
}
