package io.weft.sink.target;

import io.weft.postgres.TableName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A target table as the sink has to know it.
 *
 * @param name schema and table
 * @param kind what it is to the server
 * @param columns its columns by name, in the table's order
 * @param key how its rows are told apart
 * @param dimensions the columns by which a hypertable is cut into chunks, or a table distributed;
 *     an UPDATE cannot carry a row from one chunk or shard to another. Empty for other tables
 * @param references the tables that its foreign keys point to, itself not among them
 * @param isColumnar whether its rows, or some of them, are stored by column, which bars changes: a
 *     columnar table of Citus, a hypertable with compressed chunks
 */
public record TargetTable(
    TableName name,
    TableKind kind,
    Map<String, TargetColumn> columns,
    Key key,
    Map<String, Long> dimensions,
    Set<TableName> references,
    boolean isColumnar) {

  /**
   * A key.
   *
   * @param columns of the primary key, else of the best unique index over columns that are NOT
   *     NULL; empty if the table has neither
   * @param isImmediate whether it is unique at every moment and {@code ON CONFLICT} may name it; a
   *     deferrable constraint is neither
   */
  public record Key(List<String> columns, boolean isImmediate) {

    /** Of a table without one. */
    public static final Key NONE = new Key(List.of(), false);

    public Key {
      columns = List.copyOf(columns);
    }
  }

  public TargetTable {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    dimensions = Map.copyOf(dimensions);
    references = Set.copyOf(references);
  }

  /** A column that is known to be there. */
  public TargetColumn column(String column) {
    TargetColumn found = columns.get(column);
    if (found == null) {
      throw new IllegalArgumentException("Table " + name + " has no column " + column);
    }
    return found;
  }
}
