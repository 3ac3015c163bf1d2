package io.weft.cli.demo.view;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The terminal that the demo was started from, if there is one. */
public final class Terminal {

  private static final File DEVICE = new File("/dev/tty");
  private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final Size USUAL = new Size(80, 24);

  private Size size = USUAL;
  private long askedNanos;

  /** Columns and rows of characters. */
  record Size(int columns, int rows) {}

  private Terminal() {}

  /** A screen on a stream: live if the stream leads to a terminal that can move its cursor. */
  public static Screen screen(PrintStream out, int descriptor, Map<String, String> environment) {
    boolean dumb = "dumb".equals(environment.getOrDefault("TERM", "dumb"));
    return dumb || !isTerminal(descriptor)
        ? new PlainScreen(out)
        : new LiveScreen(out, new Terminal(), Ink.of(environment));
  }

  /**
   * Whether a file descriptor of this process is a terminal.
   *
   * @param descriptor 1 for standard output, 2 for standard error
   */
  public static boolean isTerminal(int descriptor) {
    try {
      ProcessBuilder test = new ProcessBuilder("sh", "-c", "test -t " + descriptor);
      return test.inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Its size now, or a usual one if it does not say. */
  Size size() {
    if (askedNanos == 0 || System.nanoTime() - askedNanos > ASK_AGAIN_NANOS) {
      askedNanos = System.nanoTime();
      size = ask();
    }
    return size;
  }

  private static Size ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(DEVICE)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String[] words =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
              .trim()
              .split(" ", -1);
      Size answer = new Size(Integer.parseInt(words[1]), Integer.parseInt(words[0]));
      return answer.columns() > 0 && answer.rows() > 0 ? answer : USUAL;
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      return USUAL;
    }
  }
}
