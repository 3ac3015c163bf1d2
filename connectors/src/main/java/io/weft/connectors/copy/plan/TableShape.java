package io.weft.connectors.copy.plan;

import io.weft.postgres.TableName;
import java.util.List;

/**
 * What must stay as it is while a table is copied.
 *
 * @param oid the table's id; of a partitioned table, the root's
 * @param name under which its rows travel
 * @param columns those that hold data of their own: not the generated ones
 * @param types of these columns, without a search path
 * @param leaves the tables that hold the rows: the table itself, or its partitions at the lowest
 *     level
 */
public record TableShape(
    long oid, TableName name, List<String> columns, List<String> types, List<Leaf> leaves) {

  public TableShape {
    columns = List.copyOf(columns);
    types = List.copyOf(types);
    leaves = List.copyOf(leaves);
  }

  /**
   * A table with rows of its own.
   *
   * @param file the number of its file, which is another one once it was rewritten or truncated
   * @param isHeap whether its rows lie in pages that can be read by range
   */
  public record Leaf(long oid, TableName name, long file, boolean isHeap) {}
}
