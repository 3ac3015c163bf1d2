package io.weft.sink.target;

import io.weft.postgres.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A target table as the sink has to know it.
 *
 * @param name schema and table
 * @param columns its columns by name, in the table's order
 * @param key the columns of its primary key, else of the best unique index over columns that are
 *     NOT NULL; empty if it has neither
 * @param keyIsImmediate whether the key is unique at every moment and {@code ON CONFLICT} may name
 *     it; a deferrable constraint is neither
 * @param dimensions the columns by which a hypertable is cut into chunks; an UPDATE cannot carry a
 *     row from one chunk to another. Empty for other tables
 */
public record TargetTable(
    TableName name,
    Map<String, TargetColumn> columns,
    List<String> key,
    boolean keyIsImmediate,
    Set<String> dimensions) {

  public TargetTable {
    columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    key = List.copyOf(key);
    dimensions = Set.copyOf(dimensions);
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
