package io.weft.cli.compare;

import java.util.List;
import java.util.Optional;

/**
 * What a comparison has to know of a table on one side.
 *
 * @param columns in the order of the table
 * @param key the names of the columns that tell its rows apart: those of the primary key, else of a
 *     unique index over columns that are NOT NULL, the replica identity's first; empty if there is
 *     none, or if child tables by inheritance share the parent's rows, which no index spans
 */
record TableShape(List<Column> columns, List<String> key) {

  TableShape {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /**
   * A column.
   *
   * @param kind of its type, or of the type below its domain
   */
  record Column(String name, Kind kind) {}

  /** Of a type, what matters for sorting. */
  enum Kind {
    /** smallint, integer, bigint: they sort by value, whichever of them it is. */
    INTEGER,
    /** Sorts as its text does. */
    UUID,
    OTHER
  }
}
