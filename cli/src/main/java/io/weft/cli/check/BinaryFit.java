package io.weft.cli.check;

import java.util.Set;

/**
 * Whether a column can be copied in PostgreSQL's binary format: its type is the same on both sides,
 * and one whose binary form means the same on every server. That of {@code regclass} would not: it
 * is a number that each database gives out by itself.
 */
final class BinaryFit {

  private static final Set<String> TYPES =
      Set.of(
          "smallint",
          "integer",
          "bigint",
          "real",
          "double precision",
          "numeric",
          "boolean",
          "text",
          "character varying",
          "character",
          "bytea",
          "date",
          "time without time zone",
          "time with time zone",
          "timestamp without time zone",
          "timestamp with time zone",
          "interval",
          "uuid",
          "json",
          "jsonb",
          "inet",
          "cidr",
          "macaddr",
          "bit",
          "bit varying");

  private BinaryFit() {}

  /** Types as {@code format_type} prints them. */
  static boolean fits(String sourceType, String targetType) {
    return sourceType.equals(targetType)
        && TYPES.contains(sourceType.replaceFirst("\\(\\d+(?:,-?\\d+)?\\)", "").replace("[]", ""));
  }
}
