package io.weft.cli.demo.view;

import java.util.Map;

/**
 * How text may look: with colour or without (<a href="https://no-color.org">NO_COLOR</a>), with
 * glyphs beyond ASCII or without.
 *
 * @param colour whether escape sequences may be used
 * @param glyphs whether the terminal reads UTF-8
 */
public record Ink(boolean colour, boolean glyphs) {

  private static final String RESET = "\u001b[0m";
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  /** What the environment asks for. */
  public static Ink of(Map<String, String> environment) {
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || "dumb".equals(environment.get("TERM"));
    return new Ink(!plain, readsUtf8(environment));
  }

  /** POSIX: the first of these that is set and not empty decides (Base Definitions, 8.2). */
  private static boolean readsUtf8(Map<String, String> environment) {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        return value.toUpperCase(java.util.Locale.ROOT).replace("-", "").contains("UTF8");
      }
    }
    return false;
  }

  public String bold(String text) {
    return code("1", text);
  }

  public String faint(String text) {
    return code("2", text);
  }

  public String good(String text) {
    return code("32", text);
  }

  public String bad(String text) {
    return code("1;31", text);
  }

  public String busy(String text) {
    return code("36", text);
  }

  /** Marks a success. */
  public String tick() {
    return good(glyphs ? "✔" : "*");
  }

  /** Marks a failure. */
  public String cross() {
    return bad(glyphs ? "✘" : "!");
  }

  /** Between two things in one line. */
  public String dot() {
    return glyphs ? " · " : " | ";
  }

  /** From one thing to the next. */
  public String arrow() {
    return glyphs ? " → " : " -> ";
  }

  /** A bar that is full at 1. */
  String bar(double done, int width) {
    int eighths = (int) (Math.max(0, Math.min(1, done)) * width * 8);
    if (!glyphs) {
      return "#".repeat(eighths / 8) + ".".repeat(width - eighths / 8);
    }
    StringBuilder bar = new StringBuilder("█".repeat(eighths / 8));
    if (eighths % 8 > 0) {
      bar.append(EIGHTHS.charAt(eighths % 8));
    }
    String rest = "░".repeat(width - bar.length());
    return (done >= 1 ? good(bar.toString()) : busy(bar.toString())) + faint(rest);
  }

  private String code(String code, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + RESET : text;
  }

  /** Cuts a line to a number of visible characters; escape sequences take no room. */
  static String fit(String line, int width) {
    StringBuilder result = new StringBuilder();
    int visible = 0;
    boolean escape = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      escape = escape || c == '\u001b';
      if (escape || visible < width) {
        result.append(c);
      }
      if (escape) {
        escape = c != 'm';
      } else {
        visible++;
      }
    }
    return result.toString();
  }
}
