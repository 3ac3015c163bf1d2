package io.weft.benchmarks.statements;

import io.weft.benchmarks.env.Database;
import io.weft.benchmarks.env.TargetKind;
import io.weft.benchmarks.env.Targets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures all shapes on one kind of target: rows a second, by shape and rows sent at once. */
public final class ShapeTable {

  private static final String FEATURE_NOT_SUPPORTED = "0A000";
  private static final int ROWS = 200_000;
  private static final long MEASURED_NANOS = 3_000_000_000L;

  private final TargetKind kind;
  private final List<Integer> batches;
  private final Map<Shape, Map<Integer, Long>> rates = new LinkedHashMap<>();

  private ShapeTable(TargetKind kind, List<Integer> batches) {
    this.kind = kind;
    this.batches = batches;
  }

  /** Runs every shape on a table of its own. */
  public static ShapeTable measure(Targets targets, TargetKind kind, List<Integer> batches)
      throws SQLException {
    ShapeTable table = new ShapeTable(kind, batches);
    int number = 0;
    for (Shape shape : Shape.values()) {
      for (int batch : batches) {
        Database database = targets.create(kind, "statements_" + ++number);
        Measures.create(database, kind, ROWS);
        table
            .rates
            .computeIfAbsent(shape, s -> new TreeMap<>())
            .put(batch, rate(database, kind, shape, batch));
      }
    }
    return table;
  }

  /** Zero for a shape that the target refuses. */
  private static long rate(Database database, TargetKind kind, Shape shape, int batch)
      throws SQLException {
    try (ShapeRun run = ShapeRun.open(database, kind, ROWS)) {
      return Math.round(run.rowsPerSecond(shape, batch, MEASURED_NANOS));
    } catch (SQLException e) {
      if (FEATURE_NOT_SUPPORTED.equals(e.getSQLState())) {
        return 0;
      }
      throw e;
    }
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder("%-22s".formatted(kind.label()));
    batches.forEach(batch -> head.append("%16s".formatted("%,d at once".formatted(batch))));
    lines.add(head.toString());
    rates.forEach(
        (shape, byBatch) -> {
          StringBuilder line = new StringBuilder("%-22s".formatted(shape.label()));
          byBatch
              .values()
              .forEach(
                  rate ->
                      line.append("%16s".formatted(rate == 0 ? "refused" : "%,d".formatted(rate))));
          lines.add(line.toString());
        });
    return lines;
  }

  /** For programs: a row for each shape and number of rows. */
  public List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    rates.forEach(
        (shape, byBatch) ->
            byBatch.forEach(
                (batch, rate) ->
                    rows.add(
                        Map.of(
                            "target",
                            kind.label(),
                            "shape",
                            shape.label(),
                            "batch",
                            batch,
                            "rowsPerSecond",
                            rate))));
    return rows;
  }
}
