package io.weft.postgres.distribution;

import io.weft.postgres.Identifiers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A foreign key, and how its columns are compared.
 *
 * @param comparisons one for each column
 * @param isParentAlone whether the key names rows of the parent itself only, and none of tables
 *     that inherit from it
 */
public record Hop(ForeignKey key, List<Comparison> comparisons, boolean isParentAlone) {

  /**
   * How a column of the parent is compared with one of the child.
   *
   * @param operator as it stands in SQL between the two, the parent's column first
   * @param collation behind the child's column; empty where none has to be named
   */
  public record Comparison(String operator, String collation) {

    static final Comparison EQUAL = new Comparison("=", "");
  }

  public Hop {
    comparisons = List.copyOf(comparisons);
  }

  /** A hop of a declared foreign key, where no catalog is at hand. */
  static Hop declared(ForeignKey key) {
    return new Hop(key, key.columns().stream().map(column -> Comparison.EQUAL).toList(), true);
  }

  /** The parent, ready to stand behind {@code FROM} or {@code JOIN}. */
  public String fromParent() {
    return (isParentAlone ? "only " : "") + key.parent().quoted();
  }

  /**
   * The condition that a row of the parent is the one that a row of the child names.
   *
   * @param childValues expressions of the key's columns, in its order
   */
  public String condition(List<String> childValues, String parentAlias) {
    return IntStream.range(0, comparisons.size())
        .mapToObj(
            i ->
                column(parentAlias, key.parentColumns().get(i))
                    + " "
                    + comparisons.get(i).operator()
                    + " "
                    + childValues.get(i)
                    + comparisons.get(i).collation())
        .collect(Collectors.joining(" and "));
  }

  String condition(String childAlias, String parentAlias) {
    return condition(
        key.columns().stream().map(column -> column(childAlias, column)).toList(), parentAlias);
  }

  static String column(String alias, String column) {
    return alias + "." + Identifiers.quote(column);
  }
}
