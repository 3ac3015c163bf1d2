package io.weft.connectors.value;

import io.debezium.data.Json;
import io.debezium.data.Uuid;
import io.debezium.time.Date;
import io.debezium.time.MicroTime;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.ZonedTimestamp;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/**
 * The form in which values of a PostgreSQL type travel, as {@link TypeChoice} has it. Types that
 * Debezium carries whole keep its form and its schema name; all others travel as {@link #TEXT}.
 */
enum Form {
  BOOLEAN(Schema.Type.BOOLEAN, null),
  INT16(Schema.Type.INT16, null),
  INT32(Schema.Type.INT32, null),
  INT64(Schema.Type.INT64, null),
  FLOAT32(Schema.Type.FLOAT32, null),
  FLOAT64(Schema.Type.FLOAT64, null),
  STRING(Schema.Type.STRING, null),
  BYTES(Schema.Type.BYTES, null),
  JSON(Schema.Type.STRING, Json.LOGICAL_NAME),
  UUID(Schema.Type.STRING, Uuid.LOGICAL_NAME),
  DATE(Schema.Type.INT32, Date.SCHEMA_NAME),
  TIME(Schema.Type.INT64, MicroTime.SCHEMA_NAME),
  TIMESTAMP(Schema.Type.INT64, MicroTimestamp.SCHEMA_NAME),
  TIMESTAMPTZ(Schema.Type.STRING, ZonedTimestamp.SCHEMA_NAME),
  /** PostgreSQL's own text literal; the schema's parameter {@code type} names its type. */
  TEXT(Schema.Type.STRING, "io.weft.data.Text");

  private final Schema.Type type;
  private final String schemaName;

  Form(Schema.Type type, String schemaName) {
    this.type = type;
    this.schemaName = schemaName;
  }

  static Form ofType(int oid) {
    return TypeChoice.of(oid).map(TypeChoice::form).orElse(TEXT);
  }

  Schema.Type type() {
    return type;
  }

  /** The Connect schema's name; empty for plain values. */
  Optional<String> schemaName() {
    return Optional.ofNullable(schemaName);
  }

  boolean isTime() {
    return this == DATE || this == TIME || this == TIMESTAMP || this == TIMESTAMPTZ;
  }

  /** Whether a snapshot should read the column as text: all but what the driver reads exactly. */
  boolean isReadAsText() {
    return switch (this) {
      case BOOLEAN, INT16, INT32, INT64, FLOAT32, FLOAT64, STRING, BYTES -> false;
      case JSON, UUID, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, TEXT -> true;
    };
  }
}
