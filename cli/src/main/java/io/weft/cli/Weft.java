package io.weft.cli;

import io.weft.cli.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The weft command. */
@Command(
    name = "weft",
    synopsisHeading = "",
    customSynopsis = {
      "Weft moves a live PostgreSQL database into TimescaleDB, Citus or another",
      "PostgreSQL while the application keeps writing: whole transactions, in commit",
      "order, exactly once.",
      "",
      "@|bold Try it|@ (needs nothing but this JDK):",
      "  weft demo",
      "",
      "@|bold Use it|@ (the target holds the schema already, by pg_dump --schema-only say):",
      "  weft run --source postgresql://app@old/shop --target postgresql://app@new/shop"
    },
    commandListHeading = "%n@|bold Commands|@%n",
    optionListHeading = "%n@|bold Options|@%n",
    footerHeading = "%n",
    footer = {
      "@|bold Passwords|@ come from PGPASSWORD, ~/.pgpass or the URL, as libpq takes them.",
      "@|bold Exit codes|@: 0 done, 1 failed, 2 wrong usage, 3 out of memory, 130 interrupted.",
      "",
      "weft COMMAND --help tells all of a command."
    },
    subcommands = {RunCommand.class, DemoCommand.class, VersionCommand.class, HelpCommand.class},
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.Provider.class)
public final class Weft implements Runnable {

  @Spec private CommandSpec spec;

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    keepDriverFromPasswordFile();
    System.exit(command().execute(arguments));
  }

  /**
   * The driver would read the password file by itself when it is given no password, whoever else
   * may read the file; what libpq would take of it is in the settings by then.
   */
  static void keepDriverFromPasswordFile() {
    System.setProperty("org.postgresql.pgpassfile", "/dev/null");
  }

  static CommandLine command() {
    return new CommandLine(new Weft())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Weft::misused)
        .setExecutionExceptionHandler(new Failures());
  }

  private static int misused(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String line = e.getMessage().lines().findFirst().orElse("The command line is not understood");
    command.getErr().println("weft: " + line);
    command.getErr().println("See " + command.getCommandSpec().qualifiedName() + " --help.");
    return ExitCode.USAGE;
  }

  /** Without a command. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
