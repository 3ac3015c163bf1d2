package io.weft.cli.demo.report;

import io.weft.cli.compare.RowCounts;
import io.weft.cli.compare.RowSample;
import io.weft.cli.compare.TableComparison;
import io.weft.cli.demo.view.Ink;
import io.weft.cli.demo.view.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The report for people. Shows keys of rows that differ, so it belongs on a terminal only. */
public final class ReportText {

  private static final int MAX_VALUE_LENGTH = 40;

  private final Ink ink;

  public ReportText(Ink ink) {
    this.ink = ink;
  }

  /** Returns the report's lines. */
  public List<String> lines(DemoReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(verdict(report));
    lines.add("");
    report.comparison().differing().forEach(table -> lines.addAll(differences(table)));
    lines.add(line("rows", rows(report)));
    lines.add(line("copy", copy(report)));
    lines.add(line("changes", changes(report)));
    lines.add(line("stream", stream(report)));
    lines.add(line("lag", lag(report)));
    lines.add(line("downtime", downtime(report)));
    lines.add(line("atomicity", atomicity(report)));
    lines.add(line("time", time(report)));
    lines.add("");
    return lines;
  }

  private String verdict(DemoReport report) {
    String route = "PostgreSQL" + ink.arrow() + report.target() + ", ";
    return report.verified()
        ? " "
            + ink.tick()
            + " "
            + ink.good("Verified")
            + ": "
            + route
            + "every row of every table is the same."
        : " " + ink.cross() + " " + ink.bad("NOT verified") + ": " + route + why(report);
  }

  private static String why(DemoReport report) {
    if (!report.comparison().identical()) {
      return report.comparison().differing().size() + " tables differ.";
    }
    return report.sighting().tornReads() > 0
        ? "a reader of the target saw half a transaction."
        : "the target does not show every acknowledged transaction.";
  }

  private List<String> differences(TableComparison table) {
    List<String> lines = new ArrayList<>();
    RowCounts counts = table.counts();
    lines.add(
        "   %s: %s rows only in the source, %s only in the target, %s different"
            .formatted(
                table.table(),
                Numbers.count(counts.onlyInSource()),
                Numbers.count(counts.onlyInTarget()),
                Numbers.count(counts.different())));
    table.obstacles().forEach(obstacle -> lines.add("     " + obstacle));
    table.samples().forEach(sample -> lines.add("     " + sample(sample)));
    lines.add("");
    return lines;
  }

  private static String sample(RowSample sample) {
    String key =
        IntStream.range(0, sample.keyColumns().size())
            .mapToObj(i -> sample.keyColumns().get(i) + "=" + shorten(sample.keyValues().get(i)))
            .collect(Collectors.joining(", "));
    String columns =
        sample.differingColumns().isEmpty()
            ? ""
            : " in " + String.join(", ", sample.differingColumns());
    return sample.kind().words() + columns + ": " + key;
  }

  private static String shorten(String value) {
    if (value == null) {
      return "NULL";
    }
    return value.length() <= MAX_VALUE_LENGTH
        ? value
        : value.substring(0, MAX_VALUE_LENGTH) + "...";
  }

  private static String rows(DemoReport report) {
    return "%s on the source, %s on the target, in %d tables"
        .formatted(
            Numbers.count(report.comparison().sourceRows()),
            Numbers.count(report.comparison().targetRows()),
            report.comparison().tables().size());
  }

  private static String copy(DemoReport report) {
    return "%s rows in %s while the writers went on (%s rows/s)"
        .formatted(
            Numbers.count(report.copy().rows()),
            Numbers.seconds(report.copy().millis()),
            Numbers.count(report.copy().perSecond()));
  }

  private static String changes(DemoReport report) {
    return "%s in %s transactions, inserts:updates:deletes 10:4:2"
        .formatted(
            Numbers.count(report.stream().written()),
            Numbers.count(report.stream().transactions()));
  }

  private String stream(DemoReport report) {
    return "%s changes, %s on average, %s/s at best"
        .formatted(
            Numbers.count(report.stream().applied()),
            ink.bold(Numbers.count(report.stream().perSecond()) + "/s"),
            Numbers.count(report.stream().peakPerSecond()));
  }

  private String lag(DemoReport report) {
    String largest = ink.bold(Numbers.millis(report.sighting().maxLagMs()));
    String last = Numbers.millis(report.sighting().lagMs());
    long catchUpMs = report.sighting().catchUpMs();
    return catchUpMs < 0
        ? "largest %s, final %s; never caught up with the writers".formatted(largest, last)
        : "largest %s, final %s; caught up %s after the copy"
            .formatted(largest, last, Numbers.seconds(catchUpMs));
  }

  private String downtime(DemoReport report) {
    return ink.bold(Numbers.millis(report.cutover().downtimeMs()))
        + ", last acknowledged write to last change seen on the target";
  }

  private String atomicity(DemoReport report) {
    long torn = report.sighting().tornReads();
    return Numbers.count(report.sighting().reads())
        + " reads of the target during replay, "
        + (torn == 0 ? "0 torn" : ink.bad(Numbers.count(torn) + " torn"));
  }

  private static String time(DemoReport report) {
    return "%s in all, %s of them for comparing every row"
        .formatted(
            Numbers.seconds(report.elapsedMs()), Numbers.seconds(report.cutover().comparisonMs()));
  }

  private String line(String name, String value) {
    return "   " + ink.faint(String.format("%-12s", name)) + value;
  }
}
