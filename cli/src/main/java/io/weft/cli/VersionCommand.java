package io.weft.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weft version}. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(line());
    return ExitCode.OK;
  }

  private static String line() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    return "weft "
        + (version == null ? "(built from source)" : version)
        + ", Java "
        + System.getProperty("java.version");
  }

  /** For {@code weft --version}. */
  static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {line()};
    }
  }
}
