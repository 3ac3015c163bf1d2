package io.weft.postgres;

import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table's name as the catalog holds it: unquoted, case kept. {@link #toString()} is {@code
 * schema.table}, the form in which people and Debezium name it; it is not safe in SQL, {@link
 * #quoted()} is.
 */
public record TableName(String schema, String table) implements Comparable<TableName> {

  private static final Comparator<TableName> ORDER =
      Comparator.comparing(TableName::schema).thenComparing(TableName::table);

  private static final Pattern QUOTED =
      Pattern.compile("(?s)\"((?:[^\"]|\"\")+)\"\\.\"((?:[^\"]|\"\")+)\"");

  public TableName {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(table, "table");
  }

  /**
   * Reads what {@link #quoted()} made.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static TableName ofQuoted(String text) {
    Matcher names = QUOTED.matcher(text);
    if (!names.matches()) {
      throw new IllegalArgumentException("Not two quoted names: " + text);
    }
    return new TableName(
        names.group(1).replace("\"\"", "\""), names.group(2).replace("\"\"", "\""));
  }

  /** Schema and table as SQL identifiers, ready to stand in a statement. */
  public String quoted() {
    return Identifiers.quote(schema) + "." + Identifiers.quote(table);
  }

  @Override
  public int compareTo(TableName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return schema + "." + table;
  }
}
