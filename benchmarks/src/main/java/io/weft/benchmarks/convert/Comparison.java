package io.weft.benchmarks.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Scores side by side: as a table for people, and as numbers for programs. */
public final class Comparison {

  private static final String LINE = "%-13s %-16s %-15s %14s %9s %14s %12s";

  private final Map<Case, Score> scores = new LinkedHashMap<>();

  /** Takes in what was measured. */
  public void add(Case measured, Score score) {
    scores.put(measured, score);
  }

  /** The table, with Weft's speed as a multiple of each other's. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        LINE.formatted("table", "", "converter", "records/s", "± %", "bytes/record", "weft is"));
    scores.forEach(
        (measured, score) ->
            lines.add(
                LINE.formatted(
                    measured.table().label(),
                    measured.direction().method(),
                    measured.contestant().label(),
                    "%,.0f".formatted(score.opsPerSecond()),
                    percent(score.error() / score.opsPerSecond()),
                    "%,.0f".formatted(score.bytesPerOp()),
                    multiple(measured))));
    return lines;
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "" : "%.1f".formatted(100 * share);
  }

  private String multiple(Case measured) {
    double ratio = ratioTo(measured.contestant(), measured);
    return Double.isNaN(ratio) ? "" : "%.2f x".formatted(ratio);
  }

  /** By table, direction and converter. */
  public Map<String, Object> numbers() {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("opsPerSecond", byCase(measured -> scores.get(measured).opsPerSecond()));
    numbers.put("opsPerSecondError", byCase(measured -> scores.get(measured).error()));
    numbers.put("allocatedBytesPerOp", byCase(measured -> scores.get(measured).bytesPerOp()));
    numbers.put("ratioWeftTo", byCase(measured -> ratioTo(measured.contestant(), measured)));
    return numbers;
  }

  private Map<String, Map<String, Map<String, Double>>> byCase(ToDoubleFunction<Case> number) {
    Map<String, Map<String, Map<String, Double>>> tables = new LinkedHashMap<>();
    for (Case measured : scores.keySet()) {
      double value = number.applyAsDouble(measured);
      if (!Double.isNaN(value)) {
        tables
            .computeIfAbsent(measured.table().label(), name -> new LinkedHashMap<>())
            .computeIfAbsent(measured.direction().method(), name -> new LinkedHashMap<>())
            .put(measured.contestant().label(), rounded(value));
      }
    }
    return tables;
  }

  private static double rounded(double value) {
    return value < 1000 ? Math.round(value * 100) / 100.0 : Math.round(value);
  }

  /** How many times as fast as a rival Weft is in a case; NaN if there is nothing to compare. */
  private double ratioTo(Contestant rival, Case measured) {
    Score weft = scores.get(new Case(measured.table(), measured.direction(), Contestant.WEFT));
    Score other = scores.get(new Case(measured.table(), measured.direction(), rival));
    return weft == null || other == null || rival == Contestant.WEFT
        ? Double.NaN
        : weft.opsPerSecond() / other.opsPerSecond();
  }
}
