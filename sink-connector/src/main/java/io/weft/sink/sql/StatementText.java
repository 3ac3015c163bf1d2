package io.weft.sink.sql;

import io.weft.postgres.Identifiers;
import io.weft.sink.encode.RowsEncoder;
import io.weft.sink.plan.Step;
import io.weft.sink.plan.StepColumn;
import io.weft.sink.target.TableKind;
import io.weft.sink.target.TargetColumn;
import io.weft.sink.target.TargetTable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The text of a step's statement. Rows come as one array a column, so that the text does not depend
 * on their number, and are cast to the column's type on the server.
 */
final class StatementText {

  private final TargetTable table;
  private final List<StepColumn> columns;
  private final List<String> arrayTypes;

  /**
   * Whether the rows are cast before they are joined. A Citus coordinator does not hand a cast of
   * what is joined on to its nodes if the cast depends on settings, as that to a timestamp does.
   */
  private final boolean castsFirst;

  /** What else a row that is looked for fulfils. */
  private final String condition;

  private StatementText(
      TargetTable table,
      List<StepColumn> columns,
      List<String> arrayTypes,
      boolean castsFirst,
      String condition) {
    this.table = table;
    this.columns = columns;
    this.arrayTypes = arrayTypes;
    this.castsFirst = castsFirst;
    this.condition = condition;
  }

  /** For a step's rows. */
  static StatementText of(Step.RowStep step, RowsEncoder encoder) {
    boolean isOnNodes =
        step.table().kind() == TableKind.DISTRIBUTED || step.table().kind() == TableKind.REFERENCE;
    boolean joins =
        step instanceof Step.KeyStep
            && !(step instanceof Step.Update update && isUpdatedByUpsert(update));
    return new StatementText(
        step.table(),
        step.columns(),
        encoder.arrayTypes(),
        isOnNodes && joins && !encoder.fitsBinaryCopy(),
        "");
  }

  /** Looks for rows in a range only, whose ends are two more parameters. */
  StatementText within(Slice.Range range) {
    return new StatementText(
        table,
        columns,
        arrayTypes,
        castsFirst,
        " AND t.%1$s BETWEEN ?::%2$s AND ?::%2$s"
            .formatted(Identifiers.quote(range.column()), range.values().type()));
  }

  /** The statement; its parameters are the arrays of the step's columns, in order. */
  String statement(Step.RowStep step) {
    if (step instanceof Step.Insert) {
      return insert();
    }
    if (step instanceof Step.Upsert upsert) {
      return upsert(upsert.key());
    }
    if (step instanceof Step.Update update) {
      return isUpdatedByUpsert(update)
          ? updateByUpsert(update.table().key().columns())
          : update(update.key().size());
    }
    if (step instanceof Step.Move move) {
      return move(move.key().size());
    }
    if (step instanceof Step.DeleteEqual equal && table.kind() == TableKind.DISTRIBUTED) {
      return EqualRowsOnShards.delete(equal, unnested("u"));
    }
    return step instanceof Step.Delete ? delete() : deleteEqual();
  }

  /** The COPY that takes the same rows. */
  String copy(boolean binary) {
    return "COPY %s (%s) FROM STDIN%s"
        .formatted(table.name().quoted(), names(), binary ? " WITH (FORMAT binary)" : "");
  }

  /** Whether an update of distributed rows says all that an insert of them would. */
  private static boolean isUpdatedByUpsert(Step.Update update) {
    TargetTable table = update.table();
    List<String> key = update.key().stream().map(StepColumn::name).toList();
    List<String> columns = update.columns().stream().map(StepColumn::name).toList();
    Set<String> said = Set.copyOf(columns);
    return table.kind() == TableKind.DISTRIBUTED
        && table.key().isImmediate()
        && key.equals(table.key().columns())
        && said.size() == columns.size()
        && table.columns().values().stream()
            .allMatch(column -> column.generated() || said.contains(column.name()));
  }

  /** Reports how many rows were there before, as an UPDATE does. */
  private String updateByUpsert(List<String> key) {
    return "WITH u AS (%s RETURNING (xmax = 0) AS is_new) SELECT count(*) FROM u WHERE NOT is_new"
        .formatted(upsert(key));
  }

  private String insert() {
    return "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s"
        .formatted(table.name().quoted(), names(), casts(), rows());
  }

  private String upsert(List<String> key) {
    String assignments =
        columns.stream()
            .map(StepColumn::target)
            .filter(column -> !key.contains(column.name()) && !column.identityAlways())
            .map(column -> Identifiers.quote(column.name()))
            .map(name -> name + " = excluded." + name)
            .collect(Collectors.joining(", "));
    String conflict = key.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    return insert()
        + " ON CONFLICT (%s) DO %s"
            .formatted(conflict, assignments.isEmpty() ? "NOTHING" : "UPDATE SET " + assignments);
  }

  private String update(int keys) {
    String assignments =
        IntStream.range(keys, columns.size())
            .mapToObj(i -> name(i) + " = " + cast(i))
            .collect(Collectors.joining(", "));
    return "%sUPDATE %s AS t SET %s FROM %s WHERE %s"
        .formatted(with(""), table.name().quoted(), assignments, rows(), match(keys));
  }

  private String move(int keys) {
    List<String> kept = keptByMove(keys);
    String taken =
        IntStream.range(keys, columns.size())
            .mapToObj(this::cast)
            .collect(Collectors.joining(", "));
    String rest = kept.stream().map(column -> ", t." + column).collect(Collectors.joining());
    String into =
        IntStream.range(keys, columns.size()).mapToObj(this::name).collect(Collectors.joining(", "))
            + kept.stream().map(column -> ", " + column).collect(Collectors.joining());
    String moved =
        IntStream.rangeClosed(1, columns.size() - keys + kept.size())
            .mapToObj(i -> "v" + i)
            .collect(Collectors.joining(", "));
    String takeOut =
        "moved (%s) AS (DELETE FROM %s AS t USING %s WHERE %s RETURNING %s%s)"
            .formatted(moved, table.name().quoted(), rows(), match(keys), taken, rest);
    return "%sINSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT * FROM moved"
        .formatted(with(takeOut), table.name().quoted(), into);
  }

  /** The columns that a move does not name, quoted: they keep their values. */
  private List<String> keptByMove(int keys) {
    List<String> set =
        columns.subList(keys, columns.size()).stream().map(StepColumn::name).toList();
    return table.columns().values().stream()
        .filter(column -> !column.generated())
        .map(TargetColumn::name)
        .filter(column -> !set.contains(column))
        .map(Identifiers::quote)
        .toList();
  }

  private String delete() {
    return "%sDELETE FROM %s AS t USING %s WHERE %s"
        .formatted(with(""), table.name().quoted(), rows(), match(columns.size()));
  }

  /**
   * Rows are compared as the text of a record, under the session's settings: that finds NULLs and
   * types without an equality operator, tells 1.0 from 1.00, and can be hashed. The n-th of several
   * equal rows that are to go takes the n-th that is there. A row is addressed by table and ctid,
   * since partitions and chunks count their ctids each.
   */
  private String deleteEqual() {
    String stored =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "t." + name(i))
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
        .formatted(table.name().quoted(), casts(), rows(), stored);
  }

  private String rows() {
    return castsFirst ? "n" : unnested("n");
  }

  /** The WITH clause: the rows, if they are cast first, and what else a statement begins with. */
  private String with(String query) {
    if (!castsFirst) {
      return query.isEmpty() ? "" : "WITH " + query + " ";
    }
    String cast =
        IntStream.range(0, columns.size())
            .mapToObj(i -> columns.get(i).target().cast("u.c" + (i + 1)) + " AS c" + (i + 1))
            .collect(Collectors.joining(", "));
    return "WITH n AS MATERIALIZED (SELECT %s FROM %s)%s "
        .formatted(cast, unnested("u"), query.isEmpty() ? "" : ", " + query);
  }

  private String unnested(String alias) {
    String parameters =
        arrayTypes.stream().map(type -> "?::" + type).collect(Collectors.joining(", "));
    String names =
        IntStream.rangeClosed(1, columns.size())
            .mapToObj(i -> "c" + i)
            .collect(Collectors.joining(", "));
    return "unnest(" + parameters + ") AS " + alias + "(" + names + ")";
  }

  private String match(int keys) {
    return IntStream.range(0, keys)
        .mapToObj(i -> "t.%s %s %s".formatted(name(i), columns.get(i).target().equality(), cast(i)))
        .collect(Collectors.joining(" AND ", "", condition));
  }

  private String casts() {
    return IntStream.range(0, columns.size())
        .mapToObj(this::cast)
        .collect(Collectors.joining(", "));
  }

  private String cast(int column) {
    String name = "n.c" + (column + 1);
    return castsFirst ? name : columns.get(column).target().cast(name);
  }

  private String names() {
    return IntStream.range(0, columns.size())
        .mapToObj(this::name)
        .collect(Collectors.joining(", "));
  }

  private String name(int column) {
    return Identifiers.quote(columns.get(column).name());
  }
}
