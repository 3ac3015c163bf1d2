package io.weft.postgres.distribution;

import io.weft.postgres.TableName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Columns of a table that name a row of another one.
 *
 * @param columns of {@code table}, in the order of {@code parentColumns}
 * @param parentColumns which are unique together in {@code parent}
 */
public record ForeignKey(
    TableName table, List<String> columns, TableName parent, List<String> parentColumns) {

  /** The setting that declares foreign keys, without a connector's own prefix. */
  public static final String SETTING = "foreign.keys";

  /**
   * @throws IllegalArgumentException if there are not equally many columns on both sides
   */
  public ForeignKey {
    columns = List.copyOf(columns);
    parentColumns = List.copyOf(parentColumns);
    if (columns.isEmpty() || columns.size() != parentColumns.size()) {
      throw new IllegalArgumentException(
          "Table %s names a row of %s by %d columns, which has to be as many as there (%d), and at least one"
              .formatted(table, parent, columns.size(), parentColumns.size()));
    }
  }

  /**
   * Reads declared foreign keys: {@code schema.child(column, …)>schema.parent(column, …)},
   * separated by commas. Names are as the catalog holds them, case kept; one with a dot, a comma, a
   * parenthesis, a space, &gt; or a quote in it stands in double quotes, as in SQL.
   *
   * @return at most one for a table
   * @throws IllegalArgumentException if the text is of another form; the message says where
   */
  public static List<ForeignKey> parse(String text) {
    return new ForeignKeyParser(text).parse();
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return side(table, columns) + ">" + side(parent, parentColumns);
  }

  private static String side(TableName table, List<String> columns) {
    return ForeignKeyParser.written(table.schema())
        + "."
        + ForeignKeyParser.written(table.table())
        + columns.stream()
            .map(ForeignKeyParser::written)
            .collect(Collectors.joining(",", "(", ")"));
  }
}
