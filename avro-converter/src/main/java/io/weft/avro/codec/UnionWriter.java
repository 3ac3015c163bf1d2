package io.weft.avro.codec;

import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Writes a struct that stands for a union: the first of its fields that is set. */
final class UnionWriter implements ValueWriter {

  private final Schema schema;
  private final int nullIndex;
  private final int[] indexes;
  private final ValueWriter[] writers;

  /**
   * A writer of values of several types.
   *
   * @param nullIndex where null stands in the union, or -1
   * @param indexes where the type of each field stands
   */
  UnionWriter(Schema schema, int nullIndex, int[] indexes, ValueWriter[] writers) {
    this.schema = schema;
    this.nullIndex = nullIndex;
    this.indexes = indexes;
    this.writers = writers;
  }

  @Override
  public void write(Object value, AvroOutput out) {
    if (value != null) {
      Struct struct = WriterCompiler.cast(value, Struct.class, schema);
      StructWriter.requireSameSchema(struct, schema);
      List<Field> fields = schema.fields();
      for (int i = 0; i < indexes.length; i++) {
        Object branch = struct.get(fields.get(i));
        if (branch != null) {
          out.writeInt(indexes[i]);
          writers[i].write(branch, out);
          return;
        }
      }
    }
    if (nullIndex < 0) {
      throw new ValueException("a union of which no field is set, and which has no null");
    }
    out.writeInt(nullIndex);
  }
}
