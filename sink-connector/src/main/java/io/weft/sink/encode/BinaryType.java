package io.weft.sink.encode;

/**
 * The types whose binary format is written here.
 *
 * @see <a
 *     href="https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat">the
 *     numbers are those of pg_type.dat, the same on every server</a>
 */
enum BinaryType {
  BOOL("boolean", "bool", 16, 1000),
  CHAR("\"char\"", "\"char\"", 18, 1002),
  BYTEA("bytea", "bytea", 17, 1001),
  INT8("bigint", "int8", 20, 1016),
  INT2("smallint", "int2", 21, 1005),
  INT4("integer", "int4", 23, 1007),
  TEXT("text", "text", 25, 1009),
  JSON("json", "json", 114, 199),
  FLOAT4("real", "float4", 700, 1021),
  FLOAT8("double precision", "float8", 701, 1022),
  DATE("date", "date", 1082, 1182),
  TIME("time without time zone", "time", 1083, 1183),
  TIMESTAMP("timestamp without time zone", "timestamp", 1114, 1115),
  TIMESTAMPTZ("timestamp with time zone", "timestamptz", 1184, 1185),
  NUMERIC("numeric", "numeric", 1700, 1231),
  UUID("uuid", "uuid", 2950, 2951),
  JSONB("jsonb", "jsonb", 3802, 3807);

  private final String formatted;
  private final String typeName;
  private final int oid;
  private final int arrayOid;

  BinaryType(String formatted, String typeName, int oid, int arrayOid) {
    this.formatted = formatted;
    this.typeName = typeName;
    this.oid = oid;
    this.arrayOid = arrayOid;
  }

  /** The name that {@code format_type} gives it. */
  String formatted() {
    return formatted;
  }

  /** Its name in {@code pg_type}. */
  String typeName() {
    return typeName;
  }

  /** Whether the binary format is a number with a sign, and values are ordered as those are. */
  boolean isOrdered() {
    return switch (this) {
      case INT2, INT4, INT8, DATE, TIMESTAMP, TIMESTAMPTZ -> true;
      default -> false;
    };
  }

  int oid() {
    return oid;
  }

  int arrayOid() {
    return arrayOid;
  }
}
