package io.weft.avro.schema;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/**
 * The record in which a value without a Connect schema travels: one field for each Java type, of
 * which at most one is set. It names itself, since a union cannot.
 */
public final class Anything {

  public static final String BOOLEAN = "boolean";
  public static final String BYTES = "bytes";
  public static final String DOUBLE = "double";
  public static final String FLOAT = "float";
  public static final String INT = "int";
  public static final String LONG = "long";
  public static final String STRING = "string";
  public static final String ARRAY = "array";
  public static final String MAP = "map";

  public static final Schema SCHEMA = schema();

  private Anything() {}

  private static Schema schema() {
    String name = "Anything";
    return SchemaBuilder.record(name)
        .namespace(Notation.NAMESPACE)
        .fields()
        .optionalBoolean(BOOLEAN)
        .optionalBytes(BYTES)
        .optionalDouble(DOUBLE)
        .optionalFloat(FLOAT)
        .optionalInt(INT)
        .optionalLong(LONG)
        .optionalString(STRING)
        .name(ARRAY)
        .type()
        .optional()
        .array()
        .items()
        .type(name)
        .name(MAP)
        .type()
        .optional()
        .array()
        .items()
        .record(Notation.MAP_ENTRY)
        .namespace(Notation.NAMESPACE)
        .fields()
        .name(Notation.KEY)
        .type(name)
        .noDefault()
        .name(Notation.VALUE)
        .type(name)
        .noDefault()
        .endRecord()
        .endRecord();
  }
}
