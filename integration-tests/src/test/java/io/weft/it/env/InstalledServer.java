package io.weft.it.env;

import io.weft.embedded.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server made of the programs that the machine's own packages installed. */
public final class InstalledServer implements AutoCloseable {

  private static final String NOBODY = "65534";

  private final Path programs;
  private final Path data;
  private final int port = Ports.free();

  private InstalledServer(Path programs, Path data) {
    this.programs = programs;
    this.data = data;
  }

  /** Starts one, or skips the test if this version is not installed. */
  public static InstalledServer start(int version) {
    Path programs = Path.of("/usr/lib/postgresql", Integer.toString(version), "bin");
    if (!Files.isExecutable(programs.resolve("postgres"))) {
      throw Skip.because(
          "no PostgreSQL %d: Debian's package postgresql-%d is not installed"
              .formatted(version, version));
    }
    InstalledServer server = new InstalledServer(programs, dataFolder());
    server.run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
    server.run(
        "pg_ctl",
        "-w",
        "-l",
        server.data.resolve("log").toString(),
        "-o",
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c wal_level=logical -c max_prepared_transactions=10 -c fsync=off -c timezone=UTC"
            .formatted(server.port),
        "start");
    return server;
  }

  /** Outside of the project's folder, which another user may not be able to enter. */
  private static Path dataFolder() {
    try {
      Path folder = Files.createTempDirectory("weft-postgres");
      if (isRoot()) {
        require(List.of("chown", NOBODY + ":" + NOBODY, folder.toString()));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** PostgreSQL refuses to run as root. */
  private void run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    command.addAll(List.of(programs.resolve(program).toString(), "-D", data.toString()));
    command.addAll(List.of(arguments));
    require(command);
  }

  private static void require(List<String> command) {
    try {
      Path output = Files.createTempFile("weft-command", ".out");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(output.getParent().toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      Locales.folder().ifPresent(path -> builder.environment().put("LOCPATH", path.toString()));
      Process process = builder.start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException(command + " failed: " + Files.readString(output));
      }
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public Server server() {
    return Server.local(port);
  }

  @Override
  public void close() {
    run("pg_ctl", "-w", "-m", "immediate", "stop");
  }
}
