package io.weft.benchmarks;

import io.weft.benchmarks.env.Results;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a benchmark's findings go. */
final class OutputOptions {

  @Option(names = "--json", description = "End with one line that is a JSON object, for programs.")
  private boolean json;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "benchmarks/results",
      description = "Where the file of results goes. Default: ${DEFAULT-VALUE}.")
  private Path results;

  @SuppressWarnings("unused") // read by picocli
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  Path results() {
    return results;
  }

  /** Prints a line for people. */
  void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  /** Prints the last line. */
  void end(Results findings) {
    if (json) {
      say(findings.json());
    }
  }
}
