package io.weft.avro.schema;

import java.util.Objects;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * What numbers, texts and bytes stand for, beyond their form. A reader takes it from the Avro
 * schema alone, so that a value that is written by a schema of another meaning is another value.
 */
public final class Meaning {

  private Meaning() {}

  /** Whether an Avro type gives back the values of a Connect schema as what they were. */
  public static boolean isKept(Schema schema, org.apache.avro.Schema avro) {
    String logical = logicalName(avro);
    if (!Objects.equals(logical, logicalName(schema))) {
      return false;
    }
    if (Decimal.LOGICAL_NAME.equals(logical) && scale(avro) != Kinds.scale(schema)) {
      return false;
    }
    if (avro.getType() == org.apache.avro.Schema.Type.INT && bits(avro) < bits(schema)) {
      return false;
    }
    Object name = avro.getObjectProp(Notation.CONNECT_NAME);
    // Structs are told by their fields, so that one schema may serve tables that are alike.
    return name == null || schema.type() == Schema.Type.STRUCT || name.equals(schema.name());
  }

  /** The name in Connect of an Avro type that is one of Connect's four; else null. */
  static String logicalName(org.apache.avro.Schema avro) {
    return switch (avro.getType()) {
      case INT ->
          is(avro, "date") ? Date.LOGICAL_NAME : is(avro, "time-millis") ? Time.LOGICAL_NAME : null;
      case LONG -> is(avro, "timestamp-millis") ? Timestamp.LOGICAL_NAME : null;
      case BYTES, FIXED -> is(avro, "decimal") ? Decimal.LOGICAL_NAME : null;
      default -> null;
    };
  }

  private static boolean is(org.apache.avro.Schema avro, String logicalType) {
    return logicalType.equalsIgnoreCase(avro.getProp(Notation.LOGICAL_TYPE));
  }

  /** The name of a schema that is one of Connect's four logical types; else null. */
  static String logicalName(Schema schema) {
    if (schema.name() == null) {
      return null;
    }
    boolean logical =
        switch (schema.name()) {
          case Date.LOGICAL_NAME, Time.LOGICAL_NAME -> schema.type() == Schema.Type.INT32;
          case Timestamp.LOGICAL_NAME -> schema.type() == Schema.Type.INT64;
          case Decimal.LOGICAL_NAME -> schema.type() == Schema.Type.BYTES;
          default -> false;
        };
    return logical ? schema.name() : null;
  }

  /** Digits after the point of an Avro decimal. */
  static int scale(org.apache.avro.Schema decimal) {
    return decimal.getObjectProp(Notation.SCALE) instanceof Number scale ? scale.intValue() : 0;
  }

  private static int bits(Schema schema) {
    return switch (schema.type()) {
      case INT8 -> 8;
      case INT16 -> 16;
      default -> 32;
    };
  }

  private static int bits(org.apache.avro.Schema avro) {
    String narrow = narrowType(avro);
    if (narrow == null) {
      return 32;
    }
    return narrow.equals(Notation.INT8) ? 8 : 16;
  }

  /** What an int's schema says of a narrower type; null if nothing, or if a logical type counts. */
  static String narrowType(org.apache.avro.Schema avro) {
    return avro.getProp(Notation.LOGICAL_TYPE) == null ? avro.getProp(Notation.CONNECT_TYPE) : null;
  }
}
