package io.weft.cli.show;

import io.weft.cli.run.PipelineStatus;
import java.io.PrintWriter;

/** Plain lines, for files and pipes: one every few seconds, and one when the phase changes. */
public final class LineView implements View {

  private static final long INTERVAL_MS = 5_000;

  private final PrintWriter out;
  private PipelineStatus last;
  private long lastMs;

  public LineView(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void say(String line) {
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
    long nowMs = System.nanoTime() / 1_000_000;
    boolean changed = last == null || status.phase() != last.phase();
    if (changed || nowMs - lastMs >= INTERVAL_MS) {
      lastMs = nowMs;
      last = status;
      say(StatusText.line(status));
    }
  }

  @Override
  public void failed(String problem) {}

  @Override
  public void ended(PipelineStatus status) {
    say(StatusText.line(status));
  }
}
