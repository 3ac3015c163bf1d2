package io.weft.cli.demo.view;

import java.io.PrintStream;
import java.util.List;

/** Draws in place on a terminal, and wipes the drawing away at the end. */
final class LiveScreen implements Screen {

  private static final String ESC = "\u001b[";
  private static final String HIDE_CURSOR = ESC + "?25l";
  private static final String SHOW_CURSOR = ESC + "?25h";
  private static final String CLEAR_REST_OF_LINE = ESC + "K";
  private static final String CLEAR_BELOW = ESC + "J";

  private final PrintStream out;
  private final Terminal terminal;
  private final Dashboard dashboard;
  private int linesDrawn;

  LiveScreen(PrintStream out, Terminal terminal, Ink ink) {
    this.out = out;
    this.terminal = terminal;
    dashboard = new Dashboard(ink);
  }

  @Override
  public void show(Progress progress) {
    Terminal.Size size = terminal.size();
    List<String> lines =
        fit(dashboard.draw(progress, size.columns() - 1), Math.max(1, size.rows() - 1));
    StringBuilder text = new StringBuilder(HIDE_CURSOR).append(home());
    for (String line : lines) {
      text.append(line).append(CLEAR_REST_OF_LINE).append('\n');
    }
    text.append(CLEAR_BELOW);
    linesDrawn = lines.size();
    out.print(text);
    out.flush();
  }

  /** On a low terminal, what is there for beauty goes first. */
  private static List<String> fit(List<String> lines, int room) {
    List<String> rest =
        lines.size() <= room ? lines : lines.stream().filter(line -> !line.isBlank()).toList();
    return rest.subList(0, Math.min(room, rest.size()));
  }

  private String home() {
    return linesDrawn == 0 ? "\r" : ESC + linesDrawn + "A\r";
  }

  @Override
  public void close() {
    out.print(home() + CLEAR_BELOW + SHOW_CURSOR);
    out.flush();
    linesDrawn = 0;
  }
}
