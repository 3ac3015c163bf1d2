package io.weft.postgres.distribution;

import io.weft.postgres.TableName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a table gets at the value by which it is distributed.
 *
 * @param column the name of the distribution column, as the table has it on the target
 * @param hops the foreign keys that lead to the table that holds the value, the first of them
 *     {@code table}'s; none where {@code table} itself does
 * @param heldAs the column's name in the table that holds the value
 */
public record DistributionPath(TableName table, String column, List<Hop> hops, String heldAs) {

  public DistributionPath {
    hops = List.copyOf(hops);
  }

  /** Whether the table has the column itself, so that nothing is to be joined. */
  public boolean isOwn() {
    return hops.isEmpty();
  }

  /** The table that has the column. */
  public TableName holder() {
    return isOwn() ? table : hops.get(hops.size() - 1).key().parent();
  }

  /**
   * The columns that say where a row belongs, which each change has to tell: those of a deleted row
   * are told if they are in the table's replica identity.
   */
  public List<String> tellingColumns() {
    return isOwn() ? List.of(heldAs) : hops.get(0).key().columns();
  }

  /**
   * The path of the table that the first hop leads to.
   *
   * @throws IllegalStateException if there is no hop
   */
  public DistributionPath ofParent() {
    if (isOwn()) {
      throw new IllegalStateException("Table " + table + " has the column itself");
    }
    return new DistributionPath(
        hops.get(0).key().parent(), column, hops.subList(1, hops.size()), heldAs);
  }

  /**
   * The joins that bring the value to the table's rows, each of which stays one row.
   *
   * @param alias by which the statement calls the table, as a valid identifier; names that begin
   *     with {@code weft_} are taken
   */
  public Join join(String alias) {
    StringBuilder clauses = new StringBuilder();
    String child = alias;
    for (int i = 0; i < hops.size(); i++) {
      String parent = "weft_" + (i + 1);
      clauses
          .append(" left join ")
          .append(hops.get(i).fromParent())
          .append(" ")
          .append(parent)
          .append(" on ")
          .append(hops.get(i).condition(child, parent));
      child = parent;
    }
    return new Join(clauses.toString(), Hop.column(child, heldAs));
  }

  /**
   * Parts of a statement.
   *
   * @param clauses what stands behind the table and its alias, with a space before it; empty where
   *     nothing is to be joined
   * @param value the expression of the distribution column, NULL where no row was found
   */
  public record Join(String clauses, String value) {}

  /** For people: the tables on the way. */
  @Override
  public String toString() {
    return isOwn()
        ? "%s.%s".formatted(table, heldAs)
        : hops.stream().map(hop -> hop.key().toString()).collect(Collectors.joining(", "))
            + ", column "
            + heldAs;
  }
}
