package io.weft.avro.codec;

import io.weft.avro.schema.Kinds;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Refuses an Avro schema that has no place for the values of a Connect schema. */
final class Fitting {

  private Fitting() {}

  static void require(
      org.apache.avro.Schema avro, org.apache.avro.Schema.Type type, Schema schema) {
    require(avro.getType() == type, schema, avro);
  }

  static void require(boolean fits, Schema schema, org.apache.avro.Schema avro) {
    if (!fits) {
      throw refused(schema, avro);
    }
  }

  static DataException refused(Schema schema, org.apache.avro.Schema avro) {
    return new DataException(
        "The registered Avro schema has "
            + described(avro)
            + " for values of "
            + (schema == null ? "no schema" : described(schema))
            + ". Register a schema that fits, or let it be registered: auto.register.schemas=true.");
  }

  private static String described(org.apache.avro.Schema avro) {
    return switch (avro.getType()) {
      case RECORD, ENUM, FIXED -> "the " + avro.getType().getName() + " " + avro.getFullName();
      default -> avro.toString();
    };
  }

  private static String described(Schema schema) {
    return "type "
        + schema.type()
        + (schema.name() == null ? "" : " named " + schema.name())
        + (Kinds.isDecimal(schema) ? " with the scale " + Kinds.scale(schema) : "");
  }
}
