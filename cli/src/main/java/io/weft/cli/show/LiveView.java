package io.weft.cli.show;

import io.weft.cli.run.PipelineStatus;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A block of lines that is drawn over itself, for a terminal. */
public final class LiveView implements View {

  private static final int MOST_TABLES = 15;
  private static final int NAME_WIDTH = 40;
  private static final String UP_AND_CLEAR = "\u001b[%dA\u001b[J";

  /**
   * A line that is too long for the terminal is cut: were it wrapped, the count of lines was off.
   */
  private static final String CUT = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";

  private final PrintWriter out;
  private int drawn;

  public LiveView(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void say(String line) {
    drawn = 0; // what stands above stays
    out.println(line);
    out.flush();
  }

  @Override
  public void complain(String line) {
    say("weft: " + line);
  }

  @Override
  public void starting() {
    say("starting");
  }

  @Override
  public void show(PipelineStatus status) {
    List<String> lines = lines(status);
    lines.add("  Ctrl-C stops; it goes on from there when started again.");
    draw(lines);
  }

  private void draw(List<String> lines) {
    StringBuilder text = new StringBuilder(CUT);
    if (drawn > 0) {
      text.append(UP_AND_CLEAR.formatted(drawn));
    }
    lines.forEach(line -> text.append(line).append(System.lineSeparator()));
    out.print(text.append(WRAP));
    out.flush();
    drawn = lines.size();
  }

  private static List<String> lines(PipelineStatus status) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("  %-40s %14s %14s %14s".formatted("table", "rows", "copied", "changes"));
    status.tables().stream()
        .sorted(Comparator.comparingLong(LiveView::activity).reversed())
        .limit(MOST_TABLES)
        .forEach(table -> lines.add(line(table)));
    int more = status.tables().size() - MOST_TABLES;
    if (more > 0) {
      lines.add("  and " + more + " more tables");
    }
    lines.add("");
    lines.add("  " + StatusText.line(status));
    return lines;
  }

  private static long activity(PipelineStatus.Table table) {
    return table.rowsCopied() + table.changes();
  }

  private static String line(PipelineStatus.Table table) {
    String name = table.name().toString();
    String shortened = name.length() <= NAME_WIDTH ? name : name.substring(0, NAME_WIDTH - 1) + "~";
    String rows = table.estimatedRows() < 0 ? "" : "~%,d".formatted(table.estimatedRows());
    return "  %-40s %14s %,14d %,14d"
        .formatted(shortened, rows, table.rowsCopied(), table.changes());
  }

  @Override
  public void failed(String problem) {}

  @Override
  public void ended(PipelineStatus status) {
    draw(lines(status));
  }
}
