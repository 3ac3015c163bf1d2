package io.weft.benchmarks.apply;

import io.weft.benchmarks.env.TargetKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was measured, a row for each course: changes per second by contestant. */
public final class Scores {

  /**
   * What is the same for all contestants.
   *
   * @param delayMs of the network to the target, each way
   */
  public record Course(TargetKind target, Workload workload, int delayMs) {}

  private final Map<Course, Map<Contestant, Double>> rates = new LinkedHashMap<>();

  /** Takes a contestant's rate in. */
  public void add(Course course, Contestant contestant, double changesPerSecond) {
    rates
        .computeIfAbsent(course, c -> new EnumMap<>(Contestant.class))
        .put(contestant, changesPerSecond);
  }

  /** The rows for programs; a contestant that did not run is null. */
  public List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    rates.forEach((course, byContestant) -> rows.add(row(course, byContestant)));
    return rows;
  }

  private static Map<String, Object> row(Course course, Map<Contestant, Double> byContestant) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("target", course.target().label());
    row.put("workload", course.workload().label());
    row.put("delayMs", course.delayMs());
    for (Contestant contestant : Contestant.values()) {
      Double rate = byContestant.get(contestant);
      row.put(contestant.label(), rate == null ? null : Math.round(rate));
    }
    return row;
  }

  /** The table for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-12s %-8s %6s %12s %12s %8s %12s %8s"
            .formatted("target", "load", "delay", "Weft", "JDBC sink", "", "native", ""));
    rates.forEach((course, byContestant) -> lines.add(line(course, byContestant)));
    return lines;
  }

  private static String line(Course course, Map<Contestant, Double> byContestant) {
    Optional<Double> weft = Optional.ofNullable(byContestant.get(Contestant.WEFT));
    StringBuilder line =
        new StringBuilder(
            "%-12s %-8s %3d ms %12s"
                .formatted(
                    course.target().label(),
                    course.workload().label(),
                    course.delayMs(),
                    weft.map("%,.0f"::formatted).orElse("-")));
    for (Contestant rival : List.of(Contestant.JDBC_SINK, Contestant.NATIVE)) {
      Optional<Double> rate = Optional.ofNullable(byContestant.get(rival));
      line.append(
          " %12s %8s"
              .formatted(
                  rate.map("%,.0f"::formatted).orElse("-"),
                  weft.isPresent() && rate.isPresent()
                      ? "%.2f x".formatted(weft.get() / rate.get())
                      : ""));
    }
    return line.toString();
  }
}
