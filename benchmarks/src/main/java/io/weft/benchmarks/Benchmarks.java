package io.weft.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The benchmark command. */
@Command(
    name = "benchmarks/run",
    description =
        "Measures Weft beside what people would use otherwise, on servers of its own. Give it the"
            + " machine alone: whatever else runs is in the numbers.%n",
    subcommands = {
      PipelineCommand.class,
      LargeTransactionCommand.class,
      CaptureCommand.class,
      CopyCommand.class,
      ConvertCommand.class,
      ApplyCommand.class,
      StatementsCommand.class,
      HelpCommand.class
    })
public final class Benchmarks implements Runnable {

  @SuppressWarnings("unused") // read by picocli
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Spec private CommandSpec spec;

  /** Runs one benchmark and exits with 0 if what it moved arrived whole. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Benchmarks())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
