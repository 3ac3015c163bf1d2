package io.weft.cli.demo;

import io.weft.cli.demo.report.DemoReport;
import io.weft.cli.demo.report.ReportJson;
import io.weft.cli.demo.report.ReportText;
import io.weft.cli.demo.view.Ink;
import io.weft.cli.demo.view.Screen;
import io.weft.cli.demo.view.Terminal;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where the demo speaks: to a person on standard output, or, if a script listens there, to the
 * person on standard error and to the script with one line at the end.
 */
final class DemoConsole {

  private final Output output;
  private final PrintStream people;
  private final int descriptor;
  private final Ink ink;

  /** Who listens on standard output. */
  enum Output {
    TEXT,
    JSON
  }

  DemoConsole(Output output) {
    this.output = output;
    descriptor = output == Output.JSON ? 2 : 1;
    Ink asked = Ink.of(System.getenv());
    ink = new Ink(asked.colour() && Terminal.isTerminal(descriptor), asked.glyphs());
    Charset charset = ink.glyphs() ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
    people = new PrintStream(output == Output.JSON ? System.err : System.out, false, charset);
  }

  Screen screen() {
    return Terminal.screen(people, descriptor, System.getenv());
  }

  /** Says something to the person. */
  void say(String line) {
    people.println(line);
    people.flush();
  }

  /** The verdict, for people. */
  void report(DemoReport report) {
    new ReportText(ink).lines(report).forEach(this::say);
  }

  /** The last words of a demo that reached its end. */
  void done(DemoReport report, String whatIsLeft) {
    say(" " + ink.faint(whatIsLeft));
    last(ReportJson.of(report));
  }

  /** The last words of a demo that its user stopped. */
  void stopped(String message) {
    say(" " + message);
    last(ReportJson.failure(message));
  }

  /** The last words of a demo that could not begin, for a reason that is the user's to mend. */
  void refused(String message) {
    say(" " + ink.cross() + " " + message);
    last(ReportJson.failure(message));
  }

  /** The last words of a demo that failed. */
  void failed(String message, Path log) {
    say(" " + ink.cross() + " " + message);
    say("   Log: " + log);
    last(ReportJson.failure(message, log));
  }

  private void last(String line) {
    if (output == Output.JSON) {
      System.out.println(line);
      System.out.flush();
    }
  }
}
