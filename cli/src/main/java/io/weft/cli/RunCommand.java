package io.weft.cli;

import io.weft.cli.demo.view.Terminal;
import io.weft.cli.run.Format;
import io.weft.cli.run.PipelineName;
import io.weft.cli.run.PipelineSettings;
import io.weft.cli.run.Snapshot;
import io.weft.cli.run.UserException;
import io.weft.cli.show.JsonView;
import io.weft.cli.show.LineView;
import io.weft.cli.show.LiveView;
import io.weft.cli.show.View;
import io.weft.postgres.Lsn;
import io.weft.postgres.PostgresUri;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weft run}. */
@Command(
    name = "run",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = {
      "Copies a database into another and follows it, until Ctrl-C.",
      "",
      "It checks first what must hold, and names every obstacle with its remedy. Then it copies the"
          + " tables as they were at one moment, and applies every transaction that committed since,"
          + " whole and in commit order. Started again with the same --data it goes on where it"
          + " was, whatever ended it.",
      "",
      "On the source it makes a replication slot and a publication, weft_NAME; on the target, a"
          + " schema weft for its progress. The target's tables must exist, and be empty at the first"
          + " start.%n"
    },
    exitCodeListHeading = "%n@|bold Exit codes|@%n",
    exitCodeList = {
      "0:--until was reached; without --until, ended by Ctrl-C",
      "1:an obstacle, or a failure that needs a person; the last line says which",
      "2:the command line is wrong",
      "3:out of memory; the line says how to give it more, and the same command goes on",
      "130:ended by Ctrl-C before --until was reached"
    },
    footerHeading = "%n",
    footer = {
      "@|bold --json|@ prints one object a line, a second: time, phase (starting, copying, streaming,"
          + " retrying, failed, stopped), problem, rowsCopied, changes (inserts, updates and deletes),"
          + " transactions, changesPerSecond, lagBytes and lagMs (-1: unknown), appliedLsn, and tables"
          + " (name, estimatedRows, rowsCopied, inserted, updated, deleted). Counts begin at this"
          + " start; everything counted is durable on the target."
    })
final class RunCommand implements Callable<Integer> {

  private static final List<String> SIDES = List.of("source", "sink", "copy-source", "copy-sink");

  @Option(
      names = "--source",
      required = true,
      paramLabel = "URL",
      description = "The database to read: postgresql://user@host:port/database.")
  private String source;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "URL",
      description = "The database to write.")
  private String target;

  @Option(
      names = "--tables",
      arity = "1..*",
      paramLabel = "PATTERN",
      description =
          "Only these tables: schema.table with * and ?; without a dot, in any schema. Settled at the"
              + " first start. Default: all.")
  private List<String> tables = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keeps the pipeline's data and log. Default: ./weft-data/NAME.")
  private Path data;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The pipeline's name. Default: the source database's.")
  private String name;

  @Option(
      names = "--until",
      paramLabel = "now|LSN",
      description = "End when the target has applied the source up to now, or up to a position.")
  private String until;

  @Option(names = "--json", description = "Print a line of status a second, for programs.")
  private boolean json;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "avro",
      description = "How records travel between source and sink: ${COMPLETION-CANDIDATES}.")
  private Format format;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "1",
      description = "Partitions of each table's topic. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--snapshot",
      paramLabel = "HOW",
      description =
          "Who copies the tables at the beginning: copy (PostgreSQL's COPY, by several tasks) or"
              + " debezium (each row a change event, for others who read the topics; many times"
              + " slower). Settled at the first start. Default: copy.")
  private Optional<Snapshot> snapshot = Optional.empty();

  @Option(
      names = "--copy-tasks",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "How many connections read, and how many write, the copy. Default: ${DEFAULT-VALUE}.")
  private int copyTasks;

  @Option(
      names = "--set",
      paramLabel = "SIDE.KEY=VALUE",
      description =
          "A setting of a connector: source.snapshot.fetch.size=20000, sink.batch.rows=50000,"
              + " copy-source.copy.rate.limit=10000000, copy-sink.buffer.bytes=33554432.")
  private Map<String, String> overrides = Map.of();

  @SuppressWarnings("unused") // read by Failures
  @Option(names = "--verbose", description = "Show stack traces of failures.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PipelineSettings settings = settings();
    Optional<RunSession.Goal> goal = goal();
    return new RunSession(settings, goal, view()).run();
  }

  private PipelineSettings settings() {
    PostgresUri sourceUri = uri("--source", source);
    PostgresUri targetUri = uri("--target", target);
    String pipeline = name == null ? PipelineName.of(sourceUri.database()) : name;
    try {
      Path folder = data == null ? Path.of("weft-data", PipelineName.require(pipeline)) : data;
      return PipelineSettings.of(sourceUri, targetUri, folder)
          .withName(PipelineName.require(pipeline))
          .withTables(tables)
          .withTuning(tuning());
    } catch (UserException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private PostgresUri uri(String option, String text) {
    try {
      return PostgresUri.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
    }
  }

  private PipelineSettings.Tuning tuning() {
    if (partitions < 1) {
      throw new UserException("--partitions must be 1 or more");
    }
    if (copyTasks < 1) {
      throw new UserException("--copy-tasks must be 1 or more");
    }
    return new PipelineSettings.Tuning(
        partitions,
        format,
        snapshot,
        copyTasks,
        new PipelineSettings.Overrides(
            overridesOf("source"),
            overridesOf("sink"),
            overridesOf("copy-source"),
            overridesOf("copy-sink")));
  }

  private Map<String, String> overridesOf(String side) {
    Map<String, String> ofSide = new HashMap<>();
    overrides.forEach(
        (key, value) -> {
          int dot = key.indexOf('.');
          if (dot < 0 || !SIDES.contains(key.substring(0, dot))) {
            throw new UserException(
                "--set " + key + ": the key must begin with " + String.join("., ", SIDES) + ".");
          }
          if (key.substring(0, dot).equals(side)) {
            ofSide.put(key.substring(dot + 1), value);
          }
        });
    return ofSide;
  }

  private Optional<RunSession.Goal> goal() {
    if (until == null) {
      return Optional.empty();
    }
    if (until.equals("now")) {
      return Optional.of(new RunSession.Goal(Optional.empty()));
    }
    try {
      return Optional.of(new RunSession.Goal(Optional.of(Lsn.parse(until))));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--until takes now, or a position such as 16/B374D848", e);
    }
  }

  private View view() {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      return new JsonView(out, spec.commandLine().getErr());
    }
    boolean isTerminal = !"dumb".equals(System.getenv("TERM")) && Terminal.isTerminal(1);
    return isTerminal ? new LiveView(out) : new LineView(out);
  }
}
