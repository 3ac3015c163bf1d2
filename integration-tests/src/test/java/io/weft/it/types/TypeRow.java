package io.weft.it.types;

import io.weft.postgres.Identifiers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A type and what its columns hold.
 *
 * @param type as a column's definition has it
 * @param values literals; one that begins with {@code =} is an expression
 * @param large an expression of some ten thousand bytes; empty if values are always small
 * @param extension that the type comes with; empty for none
 * @param since the first major version that has it, or these values
 */
public record TypeRow(
    String type,
    List<String> values,
    Optional<String> large,
    Optional<String> extension,
    int since) {

  static TypeRow type(String type, String... values) {
    return new TypeRow(type, List.of(values), Optional.empty(), Optional.empty(), 14);
  }

  TypeRow large(String expression) {
    return new TypeRow(type, values, Optional.of(expression), extension, since);
  }

  TypeRow with(Extension name) {
    return new TypeRow(type, values, large, Optional.of(name.sqlName()), since);
  }

  TypeRow since(int version) {
    return new TypeRow(type, values, large, extension, version);
  }

  /** The value with that number as SQL; NULL behind the last. */
  String value(int number) {
    return number < values.size() ? sql(values.get(number)) : "NULL";
  }

  private String sql(String value) {
    return value.startsWith("=")
        ? "(" + value.substring(1) + ")::" + type
        : Identifiers.literal(value) + "::text::" + type;
  }

  /** Extensions whose types are tested where a server has them. */
  enum Extension {
    HSTORE,
    CITEXT,
    LTREE,
    CUBE,
    ISN,
    SEG,
    POSTGIS,
    VECTOR;

    String sqlName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
