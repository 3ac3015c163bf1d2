package io.weft.cli.demo;

import io.weft.cli.demo.fleet.Fleet;
import io.weft.cli.demo.fleet.FleetSize;
import io.weft.cli.demo.server.DemoFolder;
import io.weft.cli.run.Snapshot;
import io.weft.cli.run.UserException;
import io.weft.embedded.Logs;
import io.weft.postgres.PostgresUri;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weft demo}. */
@Command(
    name = "demo",
    description = {
      "Moves a live database before your eyes, with nothing but a JDK.",
      "",
      "Starts a PostgreSQL with an IoT fleet in it, and writers that never pause; copies it into a"
          + " second PostgreSQL while they write, follows every transaction, stops the writers,"
          + " compares every row on both sides, and reports. Takes about a minute; nothing is left"
          + " behind."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every row of every table was the same on both sides",
      "1:it was not, or the demo could not run",
      "2:an option is wrong",
      "130:it was stopped by Ctrl-C"
    },
    footer = "",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

  static final String TIMESCALE_VARIABLE = "WEFT_TIMESCALEDB_URL";

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "How long to stream after the copy (default: ${DEFAULT-VALUE}). A target that is still"
              + " catching up then is waited for, up to a minute.")
  private int seconds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "2000",
      description =
          "Rows that the writers change a second; 0: as many as they can (default:"
              + " ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--target-timescaledb",
      paramLabel = "URL",
      arity = "0..1",
      fallbackValue = "",
      description = {
        "Use this TimescaleDB as the target, and make readings a hypertable there. The demo works"
            + " in a database of its own, weft_demo, and drops it at the end.",
        "Without URL: the one named by the environment variable " + TIMESCALE_VARIABLE + "."
      })
  private String timescaleUrl;

  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "3000",
      description = "Devices in the fleet (default: ${DEFAULT-VALUE}).")
  private int devices;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Readings to begin with (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--writers",
      paramLabel = "N",
      defaultValue = "4",
      description = "Connections that write: 1, 2, 4, 5, 8, 10 … (default: ${DEFAULT-VALUE}).")
  private int writers;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed writes the same values (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--snapshot",
      paramLabel = "HOW",
      defaultValue = "copy",
      description =
          "Who copies the tables: copy (PostgreSQL's COPY) or debezium (each row a change event;"
              + " default: ${DEFAULT-VALUE}).")
  private Snapshot snapshot;

  @Option(
      names = "--json",
      description = "Print one JSON object on the last line; progress goes to standard error.")
  private boolean json;

  @Option(names = "--keep", description = "Keep all data and logs, and say where they are.")
  private boolean keep;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    DemoOptions options = options();
    DemoFolder folder = DemoFolder.create();
    Logs.toFile(folder.log());
    DemoFolder.clearLeftovers();
    DemoConsole console = new DemoConsole(json ? DemoConsole.Output.JSON : DemoConsole.Output.TEXT);
    return new DemoSession(options, folder, console).run();
  }

  private DemoOptions options() {
    try {
      if (seconds < 0) {
        throw new IllegalArgumentException("--seconds cannot be negative");
      }
      return new DemoOptions(
          new FleetSize(devices, rows, writers),
          new Fleet.Workload(rate, seed),
          Duration.ofSeconds(seconds),
          timescale(),
          snapshot,
          keep ? DemoOptions.Afterwards.KEEP : DemoOptions.Afterwards.REMOVE);
    } catch (IllegalArgumentException | UserException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Optional<PostgresUri> timescale() {
    if (timescaleUrl == null) {
      return Optional.empty();
    }
    String url =
        timescaleUrl.isEmpty()
            ? Optional.ofNullable(System.getenv(TIMESCALE_VARIABLE)).orElse("")
            : timescaleUrl;
    if (url.isEmpty()) {
      throw new UserException(
          "--target-timescaledb needs a URL, or one in the environment variable "
              + TIMESCALE_VARIABLE
              + ", such as postgresql://postgres@localhost:5432/postgres");
    }
    return Optional.of(PostgresUri.parse(url));
  }
}
