package io.weft.it.types;

import io.weft.postgres.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A type of a primary key.
 *
 * @param type as a column's definition has it
 * @param values four literals, no two of them equal
 * @param same equal to the first, and printed otherwise; empty if the type has no such values
 */
public record KeyRow(String type, List<String> values, Optional<String> same) {

  /** What the types need, besides the extension citext. */
  public static final String OWN_TYPES =
      """
      CREATE TYPE mood AS ENUM ('sad', 'it''s', 'a,b', 'q"');
      CREATE TYPE five AS (a int, b text, c numeric, d timestamptz, e mood);
      CREATE DOMAIN cents AS numeric;
      CREATE DOMAIN label AS text;
      CREATE DOMAIN day AS date;
      """;

  /** Keys of text that is equal in either case; for servers with ICU. */
  public static final KeyRow ANY_CASE =
      key("text COLLATE any_case", "a", "b", "é", "").sameAsFirst("A");

  public static final String ANY_CASE_COLLATION =
      "CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)";

  /** The types. */
  public static List<KeyRow> all() {
    return List.of(
        key("text COLLATE \"C\"", "a", "A", "é", ""),
        key("text", "__debezium_unavailable_value", "NULL", "\t", "\\N"),
        key("numeric", "1.0", "NaN", "Infinity", "0.10").sameAsFirst("1.00"),
        key(
            "timestamptz",
            "2024-01-01 00:00:00.000001+00",
            "infinity",
            "-infinity",
            "0044-03-15 00:00:00+00 BC"),
        key("timestamp", "2024-01-01 00:00:00.000001", "infinity", "-infinity", "1900-01-01"),
        key("date", "2024-01-01", "infinity", "-infinity", "0044-03-15 BC"),
        key(
            "uuid",
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "11111111-2222-3333-4444-555555555555"),
        key("mood", "sad", "it's", "a,b", "q\""),
        key("cents", "1.0", "2", "NaN", "-0.5").sameAsFirst("1.00"),
        key("label", "a", "b", "", "NULL"),
        key("day", "2024-01-01", "infinity", "-infinity", "0044-03-15 BC"),
        key(
                "five",
                "(1,\"a,b\",1.0,2024-01-01,sad)",
                "(1,\"a,b\",1.0,,sad)",
                "(,,,,)",
                "(2,\"\",NaN,infinity,\"a,b\")")
            .sameAsFirst("(1,\"a,b\",1.00,2024-01-01,sad)"),
        key("citext", "a", "b", "é", "").sameAsFirst("A"),
        key("bytea", "\\x", "\\x00", "\\xff", "\\x5f5f64"),
        key("bool", "t", "f", "t", "f"),
        key("float8", "0", "NaN", "-Infinity", "0.1").sameAsFirst("-0"),
        key("interval", "1 day", "2 days", "-1 mons +1 day", "00:00:00.000001")
            .sameAsFirst("24:00:00"),
        key("time", "24:00", "00:00", "23:59:59.999999", "12:00"),
        key("timetz", "12:00+01", "12:00+02", "24:00+05:30", "00:00-08"),
        key("inet", "10.0.0.1", "10.0.0.1/8", "::1", "::/0"),
        key(
            "macaddr",
            "08:00:2b:01:02:03",
            "08:00:2b:01:02:04",
            "08:00:2b:01:02:05",
            "08:00:2b:01:02:06"),
        key("char(5)", "a", "b", "", "é"),
        key("\"char\"", "a", "b", "", "\\"),
        key("name", "a", "b", "", "é"),
        key("bit(3)", "000", "001", "101", "111"),
        key("varbit", "", "0", "00", "1"),
        key("money", "1.00", "-1.00", "0", "2.50"),
        key("oid", "4294967295", "0", "1", "2"),
        key("pg_lsn", "0/0", "1/1", "FFFFFFFF/FFFFFFFF", "0/1"),
        key("jsonb", "{\"a\": 1.0}", "null", "[]", "\"\"").sameAsFirst("{\"a\": 1.00}"),
        key("text[]", "{a,NULL}", "{}", "[0:0]={a}", "{{a}}"),
        key("numeric[]", "{1.0}", "{}", "{NaN}", "{NULL}").sameAsFirst("{1.00}"),
        key("int4range", "[1,2)", "empty", "(,)", "[1,)"),
        key("int4multirange", "{[1,2)}", "{}", "{(,)}", "{[1,2),[5,7)}"),
        key("tsvector", "'a':1", "", "'b'", "'a'"));
  }

  private static KeyRow key(String type, String... values) {
    return new KeyRow(type, List.of(values), Optional.empty());
  }

  private KeyRow sameAsFirst(String literal) {
    return new KeyRow(type, values, Optional.of(literal));
  }

  /** A table of that key, with a large value that no update logs. */
  public String definition(String table) {
    return "CREATE TABLE %1$s (k %2$s PRIMARY KEY, touched int NOT NULL DEFAULT 0, large text); ALTER TABLE %1$s ALTER large SET STORAGE EXTERNAL;"
        .formatted(table, type);
  }

  /** Rows that are there before. */
  public List<String> rows(String table) {
    return List.of(insert(table, 0), insert(table, 1));
  }

  private String insert(String table, int value) {
    return "INSERT INTO %s (k, large) VALUES (%s, repeat('%d', 5000))"
        .formatted(table, sql(value), value);
  }

  /** Every kind of change that finds a row by its key. */
  public List<String> changes(String table) {
    boolean hasFour = values.stream().distinct().count() == values.size();
    List<String> statements = new ArrayList<>();
    String touch = "UPDATE %s SET touched = touched + 1".formatted(table);
    statements.add(touch);
    if (hasFour) {
      statements.add(insert(table, 2));
      statements.add(move(table, sql(2), sql(3)));
      statements.add(touch);
      statements.add(
          String.join(
              "; ",
              "BEGIN",
              move(table, sql(3), sql(2)),
              touch,
              move(table, sql(2), sql(3)),
              "COMMIT"));
    }
    same.ifPresent(
        literal -> {
          statements.add(move(table, sql(0), literal(literal)));
          statements.add(touch);
          statements.add(
              String.join(
                  "; ",
                  "BEGIN",
                  "DELETE FROM %s WHERE k = %s".formatted(table, sql(0)),
                  insert(table, 0),
                  "COMMIT"));
          statements.add(move(table, sql(0), literal(literal)));
        });
    statements.add("DELETE FROM %s WHERE k = %s".formatted(table, sql(1)));
    statements.add(insert(table, 1));
    statements.add(touch);
    return statements;
  }

  private static String move(String table, String from, String to) {
    return "UPDATE %s SET k = %s WHERE k = %s".formatted(table, to, from);
  }

  private String sql(int value) {
    return literal(values.get(value));
  }

  private String literal(String value) {
    int collation = type.indexOf(" COLLATE");
    return Identifiers.literal(value)
        + "::text::"
        + (collation < 0 ? type : type.substring(0, collation));
  }
}
