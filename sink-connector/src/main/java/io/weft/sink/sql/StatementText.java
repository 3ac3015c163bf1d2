package io.weft.sink.sql;

import io.weft.postgres.Identifiers;
import io.weft.sink.plan.Step;
import io.weft.sink.target.TargetColumn;
import io.weft.sink.target.TargetTable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements. Rows come as one {@code text[]} a column, so that the text of a statement does
 * not depend on their number, and are cast to the column's type on the server.
 */
public final class StatementText {

  private StatementText() {}

  /** The statement for a step; its parameters are the columns of the step's rows, in order. */
  public static String of(Step.RowStep step) {
    if (step instanceof Step.Insert insert) {
      return insert(insert.table(), insert.columns());
    }
    if (step instanceof Step.Upsert upsert) {
      return upsert(upsert);
    }
    if (step instanceof Step.Update update) {
      return update(update);
    }
    if (step instanceof Step.Move move) {
      return move(move);
    }
    if (step instanceof Step.Delete delete) {
      return delete(delete);
    }
    Step.DeleteEqual deleteEqual = (Step.DeleteEqual) step;
    return deleteEqual(deleteEqual.table(), deleteEqual.columns());
  }

  private static String insert(TargetTable table, List<String> columns) {
    return "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s"
        .formatted(
            table.name().quoted(), names(columns), casts(table, columns, 0), rows(columns.size()));
  }

  private static String upsert(Step.Upsert step) {
    List<String> settable =
        step.columns().stream()
            .filter(column -> !step.key().contains(column))
            .filter(column -> !step.table().column(column).identityAlways())
            .toList();
    String action =
        settable.isEmpty()
            ? "NOTHING"
            : "UPDATE SET "
                + settable.stream()
                    .map(Identifiers::quote)
                    .map(name -> name + " = excluded." + name)
                    .collect(Collectors.joining(", "));
    return insert(step.table(), step.columns())
        + " ON CONFLICT (%s) DO %s".formatted(names(step.key()), action);
  }

  private static String update(Step.Update step) {
    int keys = step.key().size();
    String assignments =
        IntStream.range(0, step.columns().size())
            .mapToObj(
                i ->
                    Identifiers.quote(step.columns().get(i))
                        + " = "
                        + cast(step.table(), step.columns().get(i), keys + i))
            .collect(Collectors.joining(", "));
    return "UPDATE %s AS t SET %s FROM %s WHERE %s"
        .formatted(
            step.table().name().quoted(),
            assignments,
            rows(keys + step.columns().size()),
            match(step.table(), step.key()));
  }

  private static String move(Step.Move step) {
    TargetTable table = step.table();
    int keys = step.key().size();
    List<String> kept =
        table.columns().values().stream()
            .filter(column -> !column.generated())
            .map(TargetColumn::name)
            .filter(column -> !step.columns().contains(column))
            .toList();
    String taken =
        IntStream.range(0, step.columns().size())
            .mapToObj(i -> cast(table, step.columns().get(i), keys + i))
            .collect(Collectors.joining(", "));
    String rest =
        kept.stream()
            .map(column -> ", t." + Identifiers.quote(column))
            .collect(Collectors.joining());
    int width = step.columns().size() + kept.size();
    return "WITH moved (%s) AS (DELETE FROM %s AS t USING %s WHERE %s RETURNING %s%s) INSERT INTO %s (%s%s) OVERRIDING SYSTEM VALUE SELECT * FROM moved"
        .formatted(
            IntStream.rangeClosed(1, width)
                .mapToObj(i -> "v" + i)
                .collect(Collectors.joining(", ")),
            table.name().quoted(),
            rows(keys + step.columns().size()),
            match(table, step.key()),
            taken,
            rest,
            table.name().quoted(),
            names(step.columns()),
            kept.stream()
                .map(column -> ", " + Identifiers.quote(column))
                .collect(Collectors.joining()));
  }

  private static String delete(Step.Delete step) {
    return "DELETE FROM %s AS t USING %s WHERE %s"
        .formatted(
            step.table().name().quoted(), rows(step.key().size()), match(step.table(), step.key()));
  }

  /**
   * Rows are compared as the text of a record, under the session's settings: that finds NULLs and
   * types without an equality operator, tells 1.0 from 1.00, and can be hashed. The n-th of several
   * equal rows that are to go takes the n-th that is there. A row is addressed by table and ctid,
   * since partitions and chunks count their ctids each.
   */
  private static String deleteEqual(TargetTable table, List<String> columns) {
    String stored =
        columns.stream()
            .map(column -> "t." + Identifiers.quote(column))
            .collect(Collectors.joining(", "));
    return """
        WITH gone AS (
          SELECT image, row_number() OVER (PARTITION BY image) AS nth
          FROM (SELECT ROW(%2$s)::text AS image FROM %3$s) AS i),
        held AS (
          SELECT place, address, image, row_number() OVER (PARTITION BY image) AS nth
          FROM (SELECT t.tableoid AS place, t.ctid AS address, ROW(%4$s)::text AS image FROM %1$s AS t) AS i
          WHERE image IN (SELECT image FROM gone))
        DELETE FROM %1$s AS t USING held JOIN gone USING (image, nth)
        WHERE t.tableoid = held.place AND t.ctid = held.address"""
        .formatted(table.name().quoted(), casts(table, columns, 0), rows(columns.size()), stored);
  }

  private static String rows(int columns) {
    String parameters =
        IntStream.range(0, columns).mapToObj(i -> "?::text[]").collect(Collectors.joining(", "));
    String names =
        IntStream.rangeClosed(1, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    return "unnest(" + parameters + ") AS n(" + names + ")";
  }

  private static String match(TargetTable table, List<String> key) {
    return IntStream.range(0, key.size())
        .mapToObj(i -> "t." + Identifiers.quote(key.get(i)) + " = " + cast(table, key.get(i), i))
        .collect(Collectors.joining(" AND "));
  }

  private static String casts(TargetTable table, List<String> columns, int from) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> cast(table, columns.get(i), from + i))
        .collect(Collectors.joining(", "));
  }

  private static String cast(TargetTable table, String column, int place) {
    return "n.c" + (place + 1) + "::" + table.column(column).type();
  }

  private static String names(List<String> columns) {
    return columns.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
  }
}
