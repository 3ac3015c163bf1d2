package io.weft.transforms.lookup;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A column's type in a database.
 *
 * @param name of the type, or of the one under a domain, as of pg_type
 * @param cast as it stands in SQL behind {@code ::}, without a limit of length
 * @param isBuiltIn whether it is PostgreSQL's own, so that its order is that of pg_catalog's
 *     operators
 */
record ColumnType(String name, String cast, boolean isBuiltIn) {

  /** The form in which Weft's source carries values of the type; Debezium's is the same or near. */
  Schema schema() {
    return switch (name) {
      case "bool" -> Schema.OPTIONAL_BOOLEAN_SCHEMA;
      case "int2" -> Schema.OPTIONAL_INT16_SCHEMA;
      case "int4" -> Schema.OPTIONAL_INT32_SCHEMA;
      case "int8", "oid" -> Schema.OPTIONAL_INT64_SCHEMA;
      case "text", "varchar", "bpchar" -> Schema.OPTIONAL_STRING_SCHEMA;
      case "bytea" -> Schema.OPTIONAL_BYTES_SCHEMA;
      case "uuid" -> named("io.debezium.data.Uuid").build();
      case "date" ->
          SchemaBuilder.int32().optional().name("io.debezium.time.Date").version(1).build();
      default -> named("io.weft.data.Text").parameter("type", name).build();
    };
  }

  private static SchemaBuilder named(String name) {
    return SchemaBuilder.string().optional().name(name).version(1);
  }
}
