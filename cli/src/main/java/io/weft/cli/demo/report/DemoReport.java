package io.weft.cli.demo.report;

import io.weft.cli.compare.ComparisonReport;
import io.weft.cli.demo.watch.Sighting;

/**
 * What a demo has measured.
 *
 * @param target what the target was, for people
 * @param comparison of every row of every table, after the last write
 * @param copy the initial copy
 * @param stream the changes
 * @param sighting what a reader of the target saw from the end of the copy until the drain's end
 * @param cutover the end of writing
 * @param elapsedMs all of the demo, from its start until the verdict
 */
public record DemoReport(
    String target,
    ComparisonReport comparison,
    Copy copy,
    Stream stream,
    Sighting sighting,
    Cutover cutover,
    long elapsedMs) {

  /**
   * The initial copy.
   *
   * @param millis from the start of the connectors until the target held all rows
   */
  public record Copy(long rows, long millis) {

    /** Rows a second. */
    public double perSecond() {
      return rate(rows, millis);
    }
  }

  /**
   * The changes.
   *
   * @param written rows changed by the writers, acknowledged by the source
   * @param transactions transactions that did so
   * @param applied changes that the target took from the stream; fewer, since what was written
   *     before the snapshot came with the copy
   * @param millis from the end of the copy until the target held everything
   * @param peakPerSecond the most that the target took in a second
   */
  public record Stream(
      long written, long transactions, long applied, long millis, double peakPerSecond) {

    /** The best second was at least an average one, even if nobody looked at it. */
    public Stream {
      peakPerSecond = Math.max(peakPerSecond, rate(applied, millis));
    }

    /** Changes applied a second, on average. */
    public double perSecond() {
      return rate(applied, millis);
    }
  }

  /**
   * The end of writing.
   *
   * @param downtimeMs from the last write that was acknowledged until the target held everything
   *     and was shown to: its progress had passed a fence behind that write, and a reader saw every
   *     acknowledged transaction
   * @param comparisonMs how long the comparison took after that
   */
  public record Cutover(long downtimeMs, long comparisonMs) {}

  private static double rate(long count, long millis) {
    return count * 1000.0 / Math.max(1, millis);
  }

  /**
   * Whether both sides hold the same rows, the target shows every acknowledged transaction, and
   * nobody saw half of one on the way.
   */
  public boolean verified() {
    return comparison.identical() && sighting.showsAll() && sighting.tornReads() == 0;
  }
}
