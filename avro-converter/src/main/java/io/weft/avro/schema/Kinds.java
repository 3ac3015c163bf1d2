package io.weft.avro.schema;

import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * What a Connect schema stands for beyond its type: a union (a struct of which one field is set),
 * an enum (a string with its symbols), a fixed (bytes of one size), a map without string keys.
 */
public final class Kinds {

  /** The fields of the entries of a map that is an array in Avro. */
  public static final String ENTRY_KEY = Notation.KEY;

  public static final String ENTRY_VALUE = Notation.VALUE;

  private Kinds() {}

  public static boolean isUnion(Schema schema) {
    return schema.type() == Schema.Type.STRUCT
        && (Notation.UNION.equals(schema.name()) || has(schema, Notation.GENERALIZED_UNION));
  }

  /** The full name of the enum that a string schema stands for; null if it is a plain string. */
  public static String enumName(Schema schema) {
    if (schema.type() != Schema.Type.STRING || schema.parameters() == null) {
      return null;
    }
    Map<String, String> parameters = schema.parameters();
    String generalized = parameters.get(Notation.GENERALIZED_ENUM);
    return generalized == null ? parameters.get(Notation.ENUM) : generalized;
  }

  /** Whether bytes have one size; their schema then has a name too. */
  public static boolean isFixed(Schema schema) {
    return schema.type() == Schema.Type.BYTES
        && schema.name() != null
        && has(schema, Notation.FIXED_SIZE);
  }

  public static int fixedSize(Schema schema) {
    return number(Notation.FIXED_SIZE, schema.parameters().get(Notation.FIXED_SIZE));
  }

  public static boolean isDecimal(Schema schema) {
    return schema.type() == Schema.Type.BYTES && Decimal.LOGICAL_NAME.equals(schema.name());
  }

  /** A Decimal's digits after the point. */
  public static int scale(Schema decimal) {
    String scale =
        decimal.parameters() == null ? null : decimal.parameters().get(Decimal.SCALE_FIELD);
    if (scale == null) {
      throw new DataException("A Decimal schema lacks its parameter " + Decimal.SCALE_FIELD + ".");
    }
    return number(Decimal.SCALE_FIELD, scale);
  }

  static int precision(Schema decimal) {
    String precision = decimal.parameters().get(Notation.DECIMAL_PRECISION);
    return precision == null
        ? Notation.DECIMAL_PRECISION_DEFAULT
        : number(Notation.DECIMAL_PRECISION, precision);
  }

  private static int number(String parameter, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new DataException("The schema parameter " + parameter + " is no number: " + text, e);
    }
  }

  /** Whether a map is one in Avro; else it is an array of entries. */
  public static boolean isAvroMap(Schema map, Mapping mapping) {
    return map.keySchema().type() == Schema.Type.STRING
        && (!map.keySchema().isOptional() || mapping.allowOptionalMapKeys());
  }

  /** Whether an array of these stands for a map. */
  public static boolean isMapEntry(org.apache.avro.Schema element) {
    return element.getType() == org.apache.avro.Schema.Type.RECORD
        && ((Notation.NAMESPACE.equals(element.getNamespace())
                && Notation.MAP_ENTRY.equals(element.getName()))
            || Notation.MAP_ENTRY.equals(element.getProp(Notation.CONNECT_INTERNAL_TYPE)));
  }

  private static boolean has(Schema schema, String parameter) {
    return schema.parameters() != null && schema.parameters().containsKey(parameter);
  }

  /** Whether a named type is the one that a Connect schema is written as. */
  public static boolean hasName(org.apache.avro.Schema type, Schema schema, Mapping mapping) {
    return schema.name() == null
        ? type.getFullName().startsWith(Notation.DEFAULT_FULL_NAME)
        : type.getFullName().equals(Names.split(schema.name(), mapping.scrubs()).full());
  }

  /** The field of a struct that a record's field holds; null if it has none. */
  public static Field fieldOf(
      Schema struct, org.apache.avro.Schema.Field avroField, Mapping mapping) {
    String column = avroField.getProp(Notation.FIELD_NAME);
    if (column != null) {
      return struct.field(column);
    }
    Field exact = struct.field(avroField.name());
    if (exact != null || !mapping.scrubs()) {
      return exact;
    }
    return struct.fields().stream()
        .filter(field -> Names.scrub(field.name()).equals(avroField.name()))
        .findFirst()
        .orElse(null);
  }
}
