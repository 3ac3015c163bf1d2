package io.weft.cli.compare;

import io.weft.cli.compare.TableShape.Column;
import io.weft.cli.compare.TableShape.Kind;
import io.weft.postgres.Identifiers;
import io.weft.postgres.TableName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which columns both sides are asked for, and in which order of rows: one that both servers and
 * this program agree on, whatever the collations and encodings of the servers.
 *
 * <p>Integers and UUIDs sort by value, so that a server can read along an index; everything else
 * sorts by the UTF-8 bytes of its text. NULL comes last, PostgreSQL's own way.
 */
final class RowLayout {

  private final List<String> columns;
  private final List<SortColumn> sort;

  /**
   * A column by which rows are sorted.
   *
   * @param position in the row, from 0
   */
  private record SortColumn(int position, String name, Kind kind) {

    String sql() {
      String column = "t." + Identifiers.quote(name);
      return switch (kind) {
        case INTEGER, UUID -> column;
        // Not a cast: some casts to text change the value (char(n) loses its blanks), concat uses
        // the type's output function. IS DISTINCT FROM: a row of NULLs IS NULL, and yet is a value.
        case OTHER ->
            "case when "
                + column
                + " is distinct from null then convert_to(concat("
                + column
                + "), 'UTF8') end";
      };
    }

    Comparator<byte[]> order() {
      return Comparator.nullsLast(
          kind == Kind.INTEGER
              ? Comparator.comparingLong(RowText::parseLong)
              : Arrays::compareUnsigned);
    }
  }

  private RowLayout(List<String> columns, List<SortColumn> sort) {
    this.columns = List.copyOf(columns);
    this.sort = List.copyOf(sort);
  }

  /** The columns that both sides have, sorted by the source's key, without one by all columns. */
  static RowLayout of(TableShape source, TableShape target) {
    List<String> columns =
        source.columns().stream()
            .map(Column::name)
            .filter(name -> target.column(name).isPresent())
            .toList();
    boolean keyed = !source.key().isEmpty() && columns.containsAll(source.key());
    List<SortColumn> sort = new ArrayList<>();
    for (String name : keyed ? source.key() : columns) {
      sort.add(new SortColumn(columns.indexOf(name), name, commonKind(name, source, target)));
    }
    return new RowLayout(columns, sort);
  }

  private static Kind commonKind(String name, TableShape source, TableShape target) {
    Kind kind = source.column(name).orElseThrow().kind();
    return kind == target.column(name).orElseThrow().kind() ? kind : Kind.OTHER;
  }

  /** The query for one side. */
  String query(TableName table) {
    String select =
        columns.stream().map(c -> "t." + Identifiers.quote(c)).collect(Collectors.joining(", "));
    String order = sort.stream().map(SortColumn::sql).collect(Collectors.joining(", "));
    return "select "
        + select
        + " from "
        + table.quoted()
        + " t"
        + (order.isEmpty() ? "" : " order by " + order);
  }

  /** Orders two rows as both servers do. */
  int compare(byte[][] sourceRow, byte[][] targetRow) {
    for (SortColumn column : sort) {
      int order =
          column.order().compare(sourceRow[column.position()], targetRow[column.position()]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** The columns that name a row, in the order of {@link #keyValues}. */
  List<String> keyColumns() {
    return sort.stream().map(SortColumn::name).toList();
  }

  /** A row's values of the key columns as text. */
  List<String> keyValues(byte[][] row) {
    return sort.stream().map(column -> RowText.string(row[column.position()])).toList();
  }

  /** Names of the columns in which two rows differ. */
  List<String> differingColumns(byte[][] sourceRow, byte[][] targetRow) {
    List<String> differing = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!Arrays.equals(sourceRow[i], targetRow[i])) {
        differing.add(columns.get(i));
      }
    }
    return differing;
  }
}
