package io.weft.cli.demo.view;

import io.weft.cli.demo.watch.Sighting;
import java.time.Duration;
import java.util.List;

/**
 * How far a demo is, as of one moment.
 *
 * @param target what the target is, for people
 * @param elapsed since the demo began
 * @param left of the streaming that was asked for; zero before and after
 * @param tables each table, in the order of show
 * @param applied changes from the stream that the target holds
 * @param perSecond rows and changes that the target takes a second; -1 while unknown
 * @param written changes that the source acknowledged to the writers
 * @param sighting what a reader of the target has seen
 * @param problem what is being retried, or empty
 */
public record Progress(
    Stage stage,
    String target,
    Duration elapsed,
    Duration left,
    List<Table> tables,
    long applied,
    double perSecond,
    long written,
    Sighting sighting,
    String problem) {

  public Progress {
    tables = List.copyOf(tables);
  }

  /**
   * One table: copied before, compared at the end, changed in between.
   *
   * @param rows done in this stage
   * @param expectedRows as far as known; -1 if not
   * @param changes applied by now
   */
  public record Table(String name, long rows, long expectedRows, long changes) {

    /** From 0 to 1; estimates may be wrong, so not even a finished table need reach 1. */
    double done() {
      return expectedRows <= 0 ? 0 : Math.min(1.0, (double) rows / expectedRows);
    }
  }
}
