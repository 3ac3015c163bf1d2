package io.weft.connectors.copy.plan;

import io.weft.postgres.TableName;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What must stay as it is while a table is copied.
 *
 * @param oid the table's id; of a partitioned table, the root's
 * @param name under which its rows travel
 * @param columns those that hold data of their own: not the generated ones
 * @param types of these columns, without a search path
 * @param joined a column that the table lacks, which goes before its own
 * @param leaves the tables that hold the rows: the table itself, or its partitions at the lowest
 *     level
 */
public record TableShape(
    long oid,
    TableName name,
    List<String> columns,
    List<String> types,
    Optional<JoinedColumn> joined,
    List<Leaf> leaves) {

  public TableShape {
    columns = List.copyOf(columns);
    types = List.copyOf(types);
    leaves = List.copyOf(leaves);
  }

  /** The columns of a row as it travels. */
  public List<String> sentColumns() {
    return before(joined.map(JoinedColumn::name), columns);
  }

  /** Their types. */
  public List<String> sentTypes() {
    return before(joined.map(JoinedColumn::type), types);
  }

  private static List<String> before(Optional<String> first, List<String> others) {
    return Stream.concat(first.stream(), others.stream()).toList();
  }

  /** Each table of which a reader reads rows. */
  public List<Leaf> readLeaves() {
    return Stream.concat(
            leaves.stream(), joined.stream().flatMap(column -> column.readAlong().stream()))
        .toList();
  }

  /** The same without the columns that are left out. */
  public TableShape only(Predicate<String> isIncluded) {
    List<Integer> included =
        IntStream.range(0, columns.size())
            .filter(i -> isIncluded.test(columns.get(i)))
            .boxed()
            .toList();
    return new TableShape(
        oid,
        name,
        included.stream().map(columns::get).toList(),
        included.stream().map(types::get).toList(),
        joined,
        leaves);
  }

  /**
   * A table with rows of its own.
   *
   * @param file the number of its file, which is another one once it was rewritten or truncated
   * @param isHeap whether its rows lie in pages that can be read by range
   */
  public record Leaf(long oid, TableName name, long file, boolean isHeap) {}
}
