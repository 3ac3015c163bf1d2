package io.weft.connectors.copy.read;

import io.weft.connectors.copy.plan.CopyPlan.Chunk;
import io.weft.connectors.copy.plan.JoinedColumn;
import io.weft.connectors.copy.plan.TableShape;
import io.weft.connectors.value.TypeChoice;
import io.weft.postgres.Identifiers;
import io.weft.postgres.TableName;
import io.weft.postgres.distribution.DistributionPath;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The text of the query that reads a chunk: its rows in the order of their pages, each once.
 *
 * <p>The distribution column of a table that lacks it is asked for by a subquery for each row, not
 * by a join over all of them: a hash join that outgrows its memory hands rows on in another order,
 * and a merge join in that of the key. What is lateral can only be a loop over the table's own
 * rows. {@code OFFSET 0} keeps the subquery from being made part of the outer query, so that the
 * server may remember its answers by the foreign key's values ("Memoize", from PostgreSQL 14 on); a
 * second row for one of them is an error.
 */
final class ChunkQuery {

  /** Names that begin with weft_ and a number are the path's own. */
  private static final String CHILD = "weft_child";

  private static final String FOUND = "weft_found";

  private ChunkQuery() {}

  /**
   * Writes it.
   *
   * @param rowsBefore how many of the chunk's rows to pass over
   * @param printsAll whether the server sends every value as text
   */
  static String of(TableShape table, Chunk chunk, long rowsBefore, boolean printsAll) {
    StringBuilder query =
        new StringBuilder("SELECT ")
            .append(columns(table, printsAll))
            .append(" FROM ONLY ")
            .append(leaf(table, chunk).quoted())
            .append(" AS ")
            .append(CHILD)
            .append(table.joined().map(ChunkQuery::lookup).orElse(""));
    if (chunk.fromPage() > 0 || chunk.toPage() >= 0) {
      query.append(" WHERE %s.ctid >= '(%d,0)'".formatted(CHILD, chunk.fromPage()));
      if (chunk.toPage() >= 0) {
        query.append(" AND %s.ctid < '(%d,0)'".formatted(CHILD, chunk.toPage()));
      }
    }
    if (rowsBefore > 0) {
      query.append(" OFFSET ").append(rowsBefore);
    }
    return query.toString();
  }

  private static TableName leaf(TableShape table, Chunk chunk) {
    return table.leaves().stream()
        .filter(leaf -> leaf.oid() == chunk.leaf().oid())
        .findFirst()
        .orElseThrow()
        .name();
  }

  private static String columns(TableShape table, boolean printsAll) {
    return Stream.concat(
            table.joined().map(joined -> FOUND + ".value").stream(),
            IntStream.range(0, table.columns().size()).mapToObj(i -> own(table, i, printsAll)))
        .collect(Collectors.joining(", "));
  }

  private static String own(TableShape table, int i, boolean printsAll) {
    String column = CHILD + "." + Identifiers.quote(table.columns().get(i));
    return !printsAll && table.types().get(i).equals(TypeChoice.CHAR.type())
        ? TypeChoice.printedChar(column)
        : column;
  }

  private static String lookup(JoinedColumn joined) {
    DistributionPath.Join join = joined.path().join(CHILD);
    return " LEFT JOIN LATERAL (SELECT (SELECT %s FROM (SELECT) AS weft_0%s) AS value OFFSET 0) AS %s ON true"
        .formatted(join.value(), join.clauses(), FOUND);
  }

  /**
   * A query for people, which finds the rows without a value.
   *
   * @param table as it stands in the chunk's query
   */
  static String orphans(TableShape table, JoinedColumn joined) {
    DistributionPath.Join join = joined.path().join("t");
    List<String> named = joined.key().isEmpty() ? joined.path().tellingColumns() : joined.key();
    return "SELECT %s FROM %s t%s WHERE %s IS NULL"
        .formatted(
            named.stream()
                .map(column -> "t." + Identifiers.quote(column))
                .collect(Collectors.joining(", ")),
            table.name().quoted(),
            join.clauses(),
            join.value());
  }
}
