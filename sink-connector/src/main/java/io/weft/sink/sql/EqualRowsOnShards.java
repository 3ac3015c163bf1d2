package io.weft.sink.sql;

import io.weft.postgres.Identifiers;
import io.weft.sink.plan.Step;
import io.weft.sink.plan.StepColumn;
import io.weft.sink.target.TargetColumn;
import io.weft.sink.target.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Deletes rows of a distributed table that equal given ones in all columns, as many as were given.
 *
 * <p>Citus lets nobody address a row by its ctid, nor compare it as text where it lies. So all rows
 * are taken out that may be equal, by the operators of their types; the coordinator compares them,
 * and those that are to stay go back. What the statement counts are the rows that are gone.
 */
final class EqualRowsOnShards {

  private final TargetTable table;
  private final List<StepColumn> columns;

  /** All that a row has to be put back with. */
  private final List<String> stored;

  private EqualRowsOnShards(Step.DeleteEqual step) {
    table = step.table();
    columns = step.columns();
    stored =
        table.columns().values().stream()
            .filter(column -> !column.generated())
            .map(TargetColumn::name)
            .toList();
  }

  /**
   * The statement.
   *
   * @param unnested the rows as a table {@code u(c1, …)} in FROM
   */
  static String delete(Step.DeleteEqual step, String unnested) {
    return new EqualRowsOnShards(step).text(unnested);
  }

  private String text(String unnested) {
    return """
        WITH n AS MATERIALIZED (SELECT %1$s FROM %2$s),
        gone AS MATERIALIZED (
          SELECT image, count(*) AS times FROM (SELECT ROW(%3$s)::text AS image FROM n) AS i GROUP BY image),
        taken (%4$s) AS (DELETE FROM %5$s AS t USING n WHERE %6$s RETURNING %7$s),
        back AS (
          INSERT INTO %5$s (%8$s) OVERRIDING SYSTEM VALUE
          SELECT %4$s FROM (
            SELECT k.*, row_number() OVER (PARTITION BY image) AS nth
            FROM (SELECT taken.*, ROW(%9$s)::text AS image FROM taken) AS k) AS m
          LEFT JOIN gone USING (image) WHERE nth > coalesce(times, 0)
          RETURNING 1)
        SELECT (SELECT count(*) FROM taken) - (SELECT count(*) FROM back)"""
        .formatted(
            list(i -> "u.c%d::%s AS c%1$d".formatted(i + 1, columns.get(i).target().type())),
            unnested,
            list(i -> "n.c" + (i + 1)),
            values(stored.size()),
            table.name().quoted(),
            mayBeEqual(),
            stored.stream().map(name -> "t." + Identifiers.quote(name)).collect(joining()),
            stored.stream().map(Identifiers::quote).collect(joining()),
            list(i -> "v" + (stored.indexOf(columns.get(i).name()) + 1)));
  }

  private String mayBeEqual() {
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      TargetColumn column = columns.get(i).target();
      String name = "t." + Identifiers.quote(column.name());
      String equals = "%s %s n.c%d".formatted(name, column.equality(), i + 1);
      if (table.dimensions().containsKey(column.name())) {
        conditions.add(equals);
      } else if (column.hasEquality()) {
        conditions.add("(%s OR (%s IS NULL AND n.c%d IS NULL))".formatted(equals, name, i + 1));
      }
    }
    return String.join(" AND ", conditions);
  }

  private String list(IntFunction<String> element) {
    return IntStream.range(0, columns.size()).mapToObj(element).collect(joining());
  }

  private static String values(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "v" + i).collect(joining());
  }

  private static Collector<CharSequence, ?, String> joining() {
    return Collectors.joining(", ");
  }
}
