package io.weft.cli.demo.view;

import io.weft.cli.demo.view.Progress.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws progress as the lines of a live view. */
final class Dashboard {

  private static final int MAX_BAR = 40;
  private static final int MIN_BAR = 8;
  private static final int ROOM_FOR_ROWS = 26;
  private static final int ROOM_FOR_CHANGES = 18;

  private final Ink ink;

  Dashboard(Ink ink) {
    this.ink = ink;
  }

  /**
   * Returns the lines, none wider than the terminal.
   *
   * @param width columns of the terminal
   */
  List<String> draw(Progress progress, int width) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        " "
            + ink.bold("weft demo")
            + ink.dot()
            + "PostgreSQL"
            + ink.arrow()
            + progress.target()
            + ink.dot()
            + ink.faint(Numbers.clock(progress.elapsed())));
    lines.add(" " + stages(progress.stage()));
    lines.add("");
    lines.add(" " + headline(progress));
    if (!progress.tables().isEmpty()) {
      lines.add("");
      lines.addAll(tables(progress, width));
    }
    if (progress.written() > 0) {
      lines.add("");
      lines.addAll(figures(progress));
    }
    if (!progress.problem().isEmpty()) {
      lines.add("");
      lines.add(" " + ink.bad("retrying ") + progress.problem());
    }
    lines.add("");
    lines.add(" " + ink.faint("Ctrl-C stops the demo and removes everything."));
    return lines.stream().map(line -> Ink.fit(line, width)).toList();
  }

  private String stages(Stage now) {
    List<String> words = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      if (stage.compareTo(now) < 0) {
        words.add(ink.tick() + " " + ink.faint(stage.word()));
      } else if (stage == now) {
        words.add(ink.busy(ink.glyphs() ? "●" : ">") + " " + ink.bold(stage.word()));
      } else {
        words.add(ink.faint((ink.glyphs() ? "○ " : "- ") + stage.word()));
      }
    }
    return String.join("  ", words);
  }

  private String headline(Progress progress) {
    String sentence = ink.bold(progress.stage().sentence());
    if (progress.stage() != Stage.STREAMING) {
      return sentence;
    }
    return sentence
        + ink.faint(
            progress.left().isZero()
                ? "  catching up before the cutover"
                : "  " + Numbers.clock(progress.left()) + " left until the cutover");
  }

  private List<String> tables(Progress progress, int width) {
    int name = progress.tables().stream().mapToInt(t -> t.name().length()).max().orElse(0);
    boolean withChanges = width >= name + MIN_BAR + ROOM_FOR_ROWS + ROOM_FOR_CHANGES;
    int room = width - name - ROOM_FOR_ROWS - (withChanges ? ROOM_FOR_CHANGES : 0);
    int bar = Math.max(MIN_BAR, Math.min(MAX_BAR, room));
    return progress.tables().stream()
        .map(
            table ->
                table(table, progress.stage(), name, bar) + (withChanges ? changes(table) : ""))
        .toList();
  }

  private String table(Table table, Stage stage, int nameWidth, int barWidth) {
    boolean copied = stage == Stage.STREAMING || stage == Stage.DRAINING;
    double done = copied ? 1 : table.done();
    String percent =
        copied || table.expectedRows() > 0
            ? String.format(Locale.ROOT, "%3.0f%%", Math.floor(done * 100))
            : "    ";
    return String.format(
        " %-" + nameWidth + "s  %s %s %12s rows",
        table.name(),
        ink.bar(done, barWidth),
        percent,
        Numbers.count(table.rows()));
  }

  private String changes(Table table) {
    return table.changes() == 0
        ? ""
        : ink.faint(String.format("  +%s changes", Numbers.count(table.changes())));
  }

  private List<String> figures(Progress progress) {
    List<String> lines = new ArrayList<>();
    lines.add(figure("changes", changes(progress)));
    if (progress.sighting().lagMs() >= 0) {
      lines.add(figure("lag", lag(progress)));
      lines.add(figure("atomicity", atomicity(progress)));
    }
    return lines;
  }

  private String changes(Progress progress) {
    String written = Numbers.count(progress.written()) + " written";
    if (progress.perSecond() < 0) {
      return written;
    }
    String rate = ink.bold(Numbers.count(progress.perSecond()) + "/s");
    return progress.stage() == Stage.COPYING
        ? written + ink.dot() + "rows copied " + rate
        : written + ink.dot() + Numbers.count(progress.applied()) + " applied" + ink.dot() + rate;
  }

  private String lag(Progress progress) {
    String now = ink.bold(Numbers.millis(progress.sighting().lagMs()));
    return progress.sighting().catchUpMs() < 0
        ? now + ", catching up with what was written during the copy"
        : now + ink.dot() + "largest " + Numbers.millis(progress.sighting().maxLagMs());
  }

  private String atomicity(Progress progress) {
    long torn = progress.sighting().tornReads();
    String verdict = torn == 0 ? "0 torn" : ink.bad(Numbers.count(torn) + " torn");
    return Numbers.count(progress.sighting().reads()) + " reads of the target, " + verdict;
  }

  private String figure(String name, String value) {
    return " " + ink.faint(String.format("%-10s", name)) + value;
  }
}
