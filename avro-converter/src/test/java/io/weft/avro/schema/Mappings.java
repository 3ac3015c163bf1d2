package io.weft.avro.schema;

import org.apache.kafka.connect.data.Schema;

/** Choices of the mapping for tests, and the way there and back. */
public final class Mappings {

  public static final Mapping ENHANCED =
      new Mapping(true, false, true, false, false, true, false, false, false);
  public static final Mapping GENERALIZED =
      new Mapping(false, true, true, false, false, true, false, false, false);
  public static final Mapping NO_META_DATA =
      new Mapping(false, false, false, false, false, true, false, false, false);
  public static final Mapping SCRUBBED =
      new Mapping(false, false, true, true, false, true, false, false, false);
  public static final Mapping OPTIONAL_MAP_KEYS =
      new Mapping(false, false, true, false, true, true, false, false, false);
  public static final Mapping NULLS_KEPT =
      new Mapping(false, false, true, false, false, true, false, true, false);
  public static final Mapping PRESERVED =
      new Mapping(false, false, true, false, false, true, false, false, true);

  private Mappings() {}

  /** The text of the Avro schema, as a registry gets it. */
  public static String text(Schema schema, Mapping mapping) {
    return ConnectToAvro.derive(schema, mapping).toString();
  }

  /** The Avro schema as a reader has it: parsed from its text. */
  public static org.apache.avro.Schema avro(Schema schema, Mapping mapping) {
    return parse(text(schema, mapping));
  }

  public static org.apache.avro.Schema parse(String text) {
    return new org.apache.avro.Schema.Parser().parse(text);
  }

  /** The Connect schema that a reader derives from the Avro schema's text. */
  public static Schema read(String text, Mapping mapping) {
    return AvroToConnect.derive(parse(text), null, mapping);
  }
}
