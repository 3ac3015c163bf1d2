package io.weft.avro.codec;

import io.weft.avro.schema.Kinds;
import io.weft.avro.schema.Mapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** Writes a struct as a record, field by field in the record's order. */
final class StructWriter implements ValueWriter {

  private final Schema schema;
  private final Slot[] slots;

  /** The schema that was last found equal; read and written by many threads without order. */
  private Schema same;

  /**
   * A field of the record.
   *
   * @param field of the struct; null if it has none, then the writer writes the record's default
   * @param asIs a null stays null, also if the field has a default
   */
  private record Slot(Field field, boolean asIs, ValueWriter writer) {

    Object valueOf(Struct struct) {
      if (field == null) {
        return null;
      }
      return asIs ? struct.getWithoutDefault(field.name()) : struct.get(field);
    }
  }

  private StructWriter(Schema schema, Slot[] slots) {
    this.schema = schema;
    this.slots = slots;
    this.same = schema;
  }

  static StructWriter compile(
      Schema schema, org.apache.avro.Schema avro, Mapping mapping, WriterCompiler compiler) {
    List<org.apache.avro.Schema.Field> avroFields = avro.getFields();
    Slot[] slots = new Slot[avroFields.size()];
    int found = 0;
    for (int i = 0; i < slots.length; i++) {
      org.apache.avro.Schema.Field avroField = avroFields.get(i);
      Field field = Kinds.fieldOf(schema, avroField, mapping);
      if (field == null) {
        slots[i] = new Slot(null, false, defaultOf(avroField, schema));
        continue;
      }
      found++;
      // Without a default, both ways to read a field give the same, and this one is faster.
      boolean asIs = mapping.ignoreDefaultForNullables() && field.schema().defaultValue() != null;
      slots[i] = new Slot(field, asIs, compiled(field, avroField, compiler));
    }
    if (found < schema.fields().size()) {
      throw new DataException(
          "The registered Avro schema "
              + avro.getFullName()
              + " lacks a field that the values have, of "
              + schema.fields().stream().map(Field::name).toList()
              + ". Register a schema that has them all, or let it be registered:"
              + " auto.register.schemas=true.");
    }
    return new StructWriter(schema, slots);
  }

  private static ValueWriter compiled(
      Field field, org.apache.avro.Schema.Field avroField, WriterCompiler compiler) {
    try {
      return compiler.compile(field.schema(), avroField.schema());
    } catch (DataException e) {
      throw ValueException.in(field.name(), e);
    }
  }

  @Override
  public void write(Object value, AvroOutput out) {
    Struct struct = WriterCompiler.cast(value, Struct.class, schema);
    if (struct.schema() != same) {
      requireSameSchema(struct, schema);
      same = struct.schema();
    }
    out.enter();
    for (Slot slot : slots) {
      try {
        slot.writer.write(slot.valueOf(struct), out);
      } catch (DataException e) {
        throw slot.field == null ? e : ValueException.in(slot.field.name(), e);
      }
    }
    out.leave();
  }

  /** A struct that is a default was made before its schema was finished, and has but its fields. */
  static void requireSameSchema(Struct struct, Schema schema) {
    Schema actual = struct.schema();
    if (actual != schema
        && !actual.equals(schema)
        && !(actual.type() == schema.type() && actual.fields().equals(schema.fields()))) {
      throw new ValueException("a struct of another schema than the one declared");
    }
  }

  private static ValueWriter defaultOf(org.apache.avro.Schema.Field field, Schema schema) {
    try {
      Object value = GenericData.get().getDefaultValue(field);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      new GenericDatumWriter<>(field.schema()).write(value, encoder);
      encoder.flush();
      byte[] encoded = bytes.toByteArray();
      return (ignored, out) -> out.writeRaw(encoded);
    } catch (AvroRuntimeException e) {
      throw new DataException(
          "The registered Avro schema has the field "
              + field.name()
              + " without a default, which values of "
              + schema.name()
              + " lack. Register a schema without it, or with a default.",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
