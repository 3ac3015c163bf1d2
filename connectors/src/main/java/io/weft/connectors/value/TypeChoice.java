package io.weft.connectors.value;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The one table that says how the values of each of PostgreSQL's types travel. A type that is not
 * in it travels as text, since PostgreSQL reads every text back that it has printed. Domains are as
 * the type under them.
 *
 * <p>Numbers are those of pg_type.dat, the same on every server.
 */
public enum TypeChoice {
  BOOLEAN(16, "boolean", Form.BOOLEAN, ""),
  BYTEA(17, "bytea", Form.BYTES, ""),
  INT2(21, "smallint", Form.INT16, ""),
  INT4(23, "integer", Form.INT32, ""),
  INT8(20, "bigint", Form.INT64, ""),
  OID(26, "oid", Form.INT64, ""),
  FLOAT4(
      700,
      "real",
      Form.FLOAT32,
      "What JSON has no number for (NaN, the infinities, minus zero) is repeated in the header weft.nonfinite"),
  FLOAT8(701, "double precision", Form.FLOAT64, "As for real"),
  TEXT(25, "text", Form.STRING, ""),
  VARCHAR(1043, "character varying", Form.STRING, ""),
  BPCHAR(1042, "character", Form.STRING, "With the blanks at its end"),
  JSON(114, "json", Form.JSON, "With its whitespace and repeated keys"),
  JSONB(3802, "jsonb", Form.JSON, ""),
  UUID(2950, "uuid", Form.UUID, ""),
  DATE(1082, "date", Form.DATE, "The infinities have the two numbers that Debezium gives them"),
  TIME(1083, "time without time zone", Form.TIME, ""),
  TIMESTAMP(
      1114,
      "timestamp without time zone",
      Form.TIMESTAMP,
      "Microseconds since 1970 end in the year 294247: a value after 294246 stops the pipeline"),
  TIMESTAMPTZ(
      1184, "timestamp with time zone", Form.TIMESTAMPTZ, "In UTC; the infinities as words"),
  NUMERIC(1700, "numeric", "With NaN, the infinities, and the zeros at its end"),
  INTERVAL(
      1186,
      "interval",
      "With the sign of each of its parts; the infinities as words, which a target before PostgreSQL 17 does not read"),
  TIMETZ(1266, "time with time zone", "With its offset"),
  MONEY(790, "money", "Printed as in the locale C, whatever the server's"),
  BIT(1560, "bit", "With its length"),
  VARBIT(1562, "bit varying", "With its length"),
  CHAR(
      18,
      "\"char\"",
      "A byte above 127 as PostgreSQL 16 prints it, in octal digits, also of an older server; inside of an array or a composite type of an older server, it stops the pipeline"),
  POINT(600, "point", ""),
  LSEG(601, "lseg", ""),
  PATH(602, "path", ""),
  BOX(603, "box", ""),
  POLYGON(604, "polygon", ""),
  LINE(628, "line", ""),
  CIRCLE(718, "circle", ""),
  XML(142, "xml", "As PostgreSQL prints it, which leaves out a declaration of the encoding"),
  REGCLASS(
      2205,
      "regclass",
      "With its schema; the target needs an object of that name. The number of one that is gone"),
  REGPROC(24, "regproc", "As regclass; several functions of one name stop the sink"),
  NODE_TREE(194, "pg_node_tree"),
  NDISTINCT(3361, "pg_ndistinct"),
  DEPENDENCIES(3402, "pg_dependencies"),
  MCV_LIST(5017, "pg_mcv_list"),
  BLOOM_SUMMARY(4600, "pg_brin_bloom_summary"),
  MINMAX_SUMMARY(4601, "pg_brin_minmax_multi_summary"),
  GTSVECTOR(3642, "gtsvector");

  /** The first major version that prints every {@code "char"} as text. */
  public static final int CHAR_PRINTED_SINCE = 16;

  private static final Map<Integer, TypeChoice> BY_OID = new TreeMap<>();

  static {
    for (TypeChoice choice : values()) {
      BY_OID.put(choice.oid, choice);
    }
  }

  private final int oid;
  private final String type;
  private final Verdict verdict;
  private final Form form;
  private final String reason;

  TypeChoice(int oid, String type, Form form, String reason) {
    this(oid, type, Verdict.EXACT, form, reason);
  }

  TypeChoice(int oid, String type, String reason) {
    this(oid, type, Verdict.AS_TEXT, Form.TEXT, reason);
  }

  TypeChoice(int oid, String type) {
    this(oid, type, Verdict.REFUSED, Form.TEXT, "PostgreSQL prints its values and reads none back");
  }

  TypeChoice(int oid, String type, Verdict verdict, Form form, String reason) {
    this.oid = oid;
    this.type = type;
    this.verdict = verdict;
    this.form = form;
    this.reason = reason;
  }

  static Optional<TypeChoice> of(int oid) {
    return Optional.ofNullable(BY_OID.get(oid));
  }

  /**
   * An expression that prints a {@code "char"} as PostgreSQL 16 and newer do, on any server: older
   * ones print a byte above 127 as it is, which is no text.
   */
  public static String printedChar(String quotedColumn) {
    return "CASE WHEN get_byte(charsend(%1$s), 0) > 127 THEN encode(charsend(%1$s), 'escape') ELSE %1$s::text END"
        .formatted(quotedColumn);
  }

  /** The number of the type. */
  public int oid() {
    return oid;
  }

  Form form() {
    return form;
  }

  /** As {@code format_type} prints it. */
  public String type() {
    return type;
  }

  public Verdict verdict() {
    return verdict;
  }

  /** Why, or with which restriction; empty if there is nothing to say. */
  public String reason() {
    return reason;
  }

  /** The Connect type and the name of its schema. */
  public String formText() {
    String name = form.type().getName();
    return form.schemaName().map(schemaName -> name + " " + schemaName).orElse(name);
  }
}
