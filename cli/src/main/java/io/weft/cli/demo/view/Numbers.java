package io.weft.cli.demo.view;

import java.time.Duration;
import java.util.Locale;

/** Numbers as a person reads them, whatever the locale. */
public final class Numbers {

  private Numbers() {}

  /** With a comma between thousands. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Rounded to a whole number, with a comma between thousands. */
  public static String count(double number) {
    return count(Math.round(number));
  }

  /** Milliseconds, or from ten seconds on seconds. */
  public static String millis(long millis) {
    return millis < 10_000
        ? count(millis) + " ms"
        : String.format(Locale.ROOT, "%,.1f s", millis / 1000.0);
  }

  /** Seconds with one decimal. */
  public static String seconds(long millis) {
    return String.format(Locale.ROOT, "%,.1f s", millis / 1000.0);
  }

  /** Minutes and seconds as a clock shows them. */
  public static String clock(Duration time) {
    return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
