package io.weft.cli;

import io.weft.cli.run.UserException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into lines for the person and an exit code; traces go to the log. */
final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    LoggerFactory.getLogger(Failures.class).error("The command failed", e);
    if (e instanceof UserException user) {
      user.problems().forEach(problem -> command.getErr().println("weft: " + problem));
      if (user.problems().size() > 1) {
        command
            .getErr()
            .println("weft: " + user.problems().size() + " obstacles; nothing was started.");
      }
    } else {
      command
          .getErr()
          .println("weft: failed unexpectedly: " + e + "; this is a defect, please report it.");
    }
    if (parsed.subcommand() != null && parsed.subcommand().hasMatchedOption("--verbose")) {
      e.printStackTrace(command.getErr());
    }
    return ExitCode.FAILED;
  }
}
