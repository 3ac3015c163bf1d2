package io.weft.avro.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** The structs around what is derived, which those within may be again. */
final class OpenStructs {

  private final Map<String, Open> byName = new HashMap<>();

  private record Open(Schema struct, org.apache.avro.Schema record) {}

  /** What can be compared of a field where it may hold the struct itself. */
  private record FieldForm(
      String field, Schema.Type type, String name, Map<String, String> parameters) {

    static FieldForm of(Field field) {
      Schema schema = field.schema();
      Map<String, String> parameters = schema.type().isPrimitive() ? schema.parameters() : null;
      return new FieldForm(field.name(), schema.type(), schema.name(), parameters);
    }
  }

  /**
   * The record of a struct that is around.
   *
   * @return null if it is not
   * @throws org.apache.kafka.connect.errors.DataException if another one of that name is around
   */
  org.apache.avro.Schema find(Schema schema) {
    if (schema == null || schema.name() == null || schema.type() != Schema.Type.STRUCT) {
      return null;
    }
    Open around = byName.get(schema.name());
    if (around == null) {
      return null;
    }
    if (!forms(around.struct()).equals(forms(schema))) {
      throw Definitions.ambiguous(schema.name());
    }
    return around.record();
  }

  private static List<FieldForm> forms(Schema struct) {
    return struct.fields().stream().map(FieldForm::of).toList();
  }

  void open(Schema struct, org.apache.avro.Schema record) {
    if (struct.name() != null) {
      byName.put(struct.name(), new Open(struct, record));
    }
  }

  void close(Schema struct) {
    if (struct.name() != null) {
      byName.remove(struct.name());
    }
  }
}
