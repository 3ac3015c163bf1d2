package io.weft.avro.schema;

/**
 * The names under which Confluent's converter keeps in one kind of schema what only the other kind
 * can say. They are part of the format: schemas in registries hold them.
 */
final class Notation {

  static final String NAMESPACE = "io.confluent.connect.avro";
  static final String DEFAULT_NAME = "ConnectDefault";
  static final String DEFAULT_FULL_NAME = NAMESPACE + "." + DEFAULT_NAME;

  static final String MAP_ENTRY = "MapEntry";
  static final String KEY = "key";
  static final String VALUE = "value";

  // Properties of an Avro schema.
  static final String CONNECT_NAME = "connect.name";
  static final String CONNECT_DOC = "connect.doc";
  static final String CONNECT_VERSION = "connect.version";
  static final String CONNECT_DEFAULT = "connect.default";
  static final String CONNECT_PARAMETERS = "connect.parameters";
  static final String CONNECT_TYPE = "connect.type";
  static final String CONNECT_INTERNAL_TYPE = "connect.internal.type";
  static final String LOGICAL_TYPE = "logicalType";
  static final String SCALE = "scale";
  static final String PRECISION = "precision";

  /** Of an Avro field: the column's own name, where Avro does not allow it. Weft's. */
  static final String FIELD_NAME = "weft.field.name";

  // Parameters of a Connect schema.
  static final String RECORD_DOC = NAMESPACE + ".record.doc";
  static final String ENUM_DOC_PREFIX = NAMESPACE + ".enum.doc.";
  static final String ENUM_DEFAULT_PREFIX = NAMESPACE + ".enum.default.";
  static final String FIELD_DOC_PREFIX = NAMESPACE + ".field.doc.";
  static final String FIELD_DEFAULT_FLAG = NAMESPACE + ".field.default";
  static final String PLAIN_RECORD_DOC = "connect.record.doc";
  static final String PLAIN_ENUM_DOC = "connect.enum.doc";
  static final String FIXED_SIZE = "connect.fixed.size";
  static final String DECIMAL_PRECISION = "connect.decimal.precision";
  static final int DECIMAL_PRECISION_DEFAULT = 64;

  /** Parameters that begin so become properties of the Avro schema, and the other way round. */
  static final String AVRO_PREFIX = "avro";

  static final String UNION = NAMESPACE + ".Union";
  static final String ENUM = NAMESPACE + ".Enum";
  static final String GENERALIZED_UNION = "org.apache.kafka.connect.data.Union";
  static final String GENERALIZED_ENUM = "org.apache.kafka.connect.data.Enum";
  static final String GENERALIZED_UNION_NAME = "connect_union_";
  static final String GENERALIZED_UNION_FIELD = "connect_union_field_";

  static final String INT8 = "int8";
  static final String INT16 = "int16";

  private Notation() {}
}
