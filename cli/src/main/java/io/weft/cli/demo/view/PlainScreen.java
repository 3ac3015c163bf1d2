package io.weft.cli.demo.view;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes one line for each new stage, and one every few seconds within it. */
final class PlainScreen implements Screen {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final PrintStream out;
  private Stage lastStage;
  private Duration nextLine = Duration.ZERO;

  PlainScreen(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(Progress progress) {
    if (progress.stage() != lastStage) {
      lastStage = progress.stage();
      print(progress, progress.stage().sentence());
    } else if (progress.elapsed().compareTo(nextLine) >= 0 && progress.written() > 0) {
      print(progress, figures(progress));
    }
  }

  private void print(Progress progress, String text) {
    out.printf("%6s  %s%n", Numbers.clock(progress.elapsed()), text);
    out.flush();
    nextLine = progress.elapsed().plus(INTERVAL);
  }

  private static String figures(Progress progress) {
    List<String> parts = new ArrayList<>();
    if (!progress.tables().isEmpty()) {
      long rows = progress.tables().stream().mapToLong(Progress.Table::rows).sum();
      parts.add(Numbers.count(rows) + " rows");
    }
    parts.add(Numbers.count(progress.written()) + " changes written");
    if (!progress.tables().isEmpty()) {
      parts.add(Numbers.count(progress.applied()) + " applied");
    }
    if (progress.perSecond() >= 0) {
      parts.add(Numbers.count(progress.perSecond()) + "/s");
    }
    if (progress.sighting().lagMs() >= 0) {
      parts.add("lag " + Numbers.millis(progress.sighting().lagMs()));
    }
    if (!progress.problem().isEmpty()) {
      parts.add("retrying: " + progress.problem());
    }
    return progress.stage().word() + ": " + String.join(", ", parts);
  }

  @Override
  public void close() {
    out.flush();
  }
}
