package io.weft.avro.schema;

import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;

/** What is optional in Connect is a union with null in Avro. */
final class Nullable {

  private Nullable() {}

  /** With a default the type comes first, since the default must be of a union's first type. */
  static org.apache.avro.Schema ifOptional(Schema schema, org.apache.avro.Schema base) {
    if (!schema.isOptional()) {
      return base;
    }
    return schema.defaultValue() == null
        ? org.apache.avro.Schema.createUnion(nullType(), base)
        : org.apache.avro.Schema.createUnion(base, nullType());
  }

  static org.apache.avro.Schema nullType() {
    return org.apache.avro.Schema.create(org.apache.avro.Schema.Type.NULL);
  }

  /** The same schema, but required. */
  static Schema required(Schema schema) {
    Schema.Type type = schema.type();
    return new ConnectSchema(
        type,
        false,
        schema.defaultValue(),
        schema.name(),
        schema.version(),
        schema.doc(),
        schema.parameters(),
        type == Schema.Type.STRUCT ? schema.fields() : null,
        type == Schema.Type.MAP ? schema.keySchema() : null,
        type == Schema.Type.MAP || type == Schema.Type.ARRAY ? schema.valueSchema() : null);
  }
}
