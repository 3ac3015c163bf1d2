package io.weft.benchmarks;

import io.weft.benchmarks.copy.DebeziumSnapshot;
import io.weft.benchmarks.copy.Outcome;
import io.weft.benchmarks.copy.Pgcopydb;
import io.weft.benchmarks.copy.PsqlPipe;
import io.weft.benchmarks.copy.Tables;
import io.weft.benchmarks.copy.WeftCopy;
import io.weft.benchmarks.env.Database;
import io.weft.benchmarks.env.Machine;
import io.weft.benchmarks.env.RegistryServer;
import io.weft.benchmarks.env.Results;
import io.weft.benchmarks.env.Server;
import io.weft.benchmarks.env.TargetKind;
import io.weft.benchmarks.env.Targets;
import io.weft.benchmarks.env.WorkFolder;
import io.weft.benchmarks.pipeline.Contents;
import io.weft.embedded.Logs;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run copy}. */
@Command(
    name = "copy",
    description =
        "How fast tables are copied: by Weft through Kafka, by psql piped into psql (the limit), by"
            + " pgcopydb where it is installed, and, a part of them into Kafka, by stock Debezium's"
            + " snapshot; in one run on one machine.")
final class CopyCommand implements Callable<Integer> {

  private static final int DEBEZIUM_HEAP_MIB = 1024;

  private static final List<String> WEFT = List.of("weft", "citusWeft");

  @Mixin private OutputOptions output;

  @Option(
      names = "--gigabytes",
      paramLabel = "N",
      defaultValue = "5",
      description = "How much there is to copy, without indexes. Default: ${DEFAULT-VALUE}.")
  private double gigabytes;

  @Option(
      names = "--debezium-gigabytes",
      paramLabel = "N",
      defaultValue = "0.15",
      description = "How much of that Debezium copies. Default: ${DEFAULT-VALUE}.")
  private double debeziumGigabytes;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "Connections to the source, and as many to the target. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--heap",
      paramLabel = "MIB",
      defaultValue = "256",
      description =
          "Heap of each of Weft's two workers, for all tasks in it. Default: ${DEFAULT-VALUE}.")
  private int heapMib;

  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
  private boolean identical = true;

  @Override
  public Integer call() throws Exception {
    Map<String, Object> machine = Machine.facts();
    try (WorkFolder folder = WorkFolder.create()) {
      Logs.toFile(folder.resolve("copy.log"));
      output.say("Starting two PostgreSQL servers ...");
      try (Server sourceServer = Server.start(folder.resolve("source"));
          Server targetServer = Server.start(folder.resolve("target"))) {
        output.say("Filling the source with %.2f GB ...".formatted(gigabytes));
        Tables tables = Tables.fill(sourceServer.create("source"), gigabytes);
        run("pipe", tables, targetServer, target -> PsqlPipe.copy(tables, target, connections));
        run(
            "weft",
            tables,
            targetServer,
            target -> new WeftCopy(tables, target, connections, heapMib, folder).copy());
        runPgcopydb(tables, targetServer, folder);
        runCitus(tables, targetServer);
        Tables part = Tables.fill(sourceServer.create("part"), debeziumGigabytes);
        try (RegistryServer registry = RegistryServer.start(folder.resolve("registry.log"))) {
          tell("debezium", DebeziumSnapshot.copy(part, registry.url(), DEBEZIUM_HEAP_MIB, folder));
        }
        return report(machine, tables);
      }
    }
  }

  /** One way to copy all tables into a database that has them, empty. */
  private interface Way {
    Outcome copy(Database target) throws Exception;
  }

  private void run(String name, Tables tables, Server server, Way way) throws Exception {
    Database target = prepared(server, name);
    tell(name, way.copy(target));
    compare(name, tables, target);
    server.drop(name);
  }

  /** The same two ways into a cluster, where there is one. */
  private void runCitus(Tables tables, Server server) throws Exception {
    if (!TargetKind.CITUS.isPresent()) {
      output.say("No citus: its server is not named in the environment");
      return;
    }
    try (Targets targets = new Targets(server)) {
      Database piped = distributed(targets, "pipe");
      tell("citusPipe", PsqlPipe.copy(tables, piped, connections));
      compare("citusPipe", tables, piped);
    }
    try (Targets targets = new Targets(server);
        WorkFolder folder = WorkFolder.create()) {
      Database target = distributed(targets, "weft");
      tell("citusWeft", new WeftCopy(tables, target, connections, heapMib, folder).copy());
      compare("citusWeft", tables, target);
    }
  }

  private static Database distributed(Targets targets, String name) throws SQLException {
    Database target = targets.create(TargetKind.CITUS, name);
    Tables.prepareDistributed(target);
    return target;
  }

  private void runPgcopydb(Tables tables, Server server, WorkFolder folder) throws Exception {
    Database target = prepared(server, "pgcopydb");
    var outcome = Pgcopydb.copy(tables, target, connections, folder.resolve("pgcopydb"));
    if (outcome.isPresent()) {
      tell("pgcopydb", outcome.get());
      compare("pgcopydb", tables, target);
    } else {
      output.say("pgcopydb is not installed: left out");
    }
    server.drop("pgcopydb");
  }

  private static Database prepared(Server server, String name) throws SQLException {
    Database target = server.create(name);
    Tables.prepare(target);
    target.execute("checkpoint");
    return target;
  }

  private void tell(String name, Outcome outcome) {
    outcomes.put(name, outcome);
    output.say(
        "%-9s %,8.1f MB/s  %,10.0f rows/s  %,8.1f s  %s MiB"
            .formatted(
                name,
                outcome.megabytesPerSecond(),
                outcome.rows() / outcome.seconds(),
                outcome.seconds(),
                outcome.peakMib()));
  }

  private void compare(String name, Tables tables, Database target) throws SQLException {
    if (!Contents.of(tables.database(), Tables.ALL).equals(Contents.of(target, Tables.ALL))) {
      identical = false;
      output.say(name + ": the target is DIFFERENT from the source");
    }
  }

  /** How many times as fast Weft is, into the same kind of target. */
  private double ratio(String name, Outcome outcome) {
    String weft = name.startsWith("citus") ? "citusWeft" : "weft";
    return outcomes.get(weft).megabytesPerSecond() / outcome.megabytesPerSecond();
  }

  private int report(Map<String, Object> machine, Tables tables) throws Exception {
    Map<String, Object> numbers = new LinkedHashMap<>();
    outcomes.forEach(
        (name, outcome) -> numbers.put(name, Math.round(outcome.megabytesPerSecond() * 10) / 10.0));
    outcomes.forEach(
        (name, outcome) -> {
          if (!WEFT.contains(name)) {
            numbers.put(
                "ratioTo" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                Math.round(100 * ratio(name, outcome)) / 100.0);
          }
        });
    numbers.put("bytes", tables.bytes());
    numbers.put("rows", tables.rows());
    numbers.put("connections", connections);
    numbers.put("identical", identical);
    Map<String, Object> runs = new LinkedHashMap<>();
    outcomes.forEach((name, outcome) -> runs.put(name, outcome.numbers()));
    numbers.put("runs", runs);
    Results results = new Results("copy", numbers);
    Path file = results.write(output.results(), machine, tables.database());
    output.say("");
    outcomes.forEach(
        (name, outcome) ->
            output.say(
                "%-9s %8.1f MB/s   Weft is %.2f x"
                    .formatted(name, outcome.megabytesPerSecond(), ratio(name, outcome))));
    Object broker = outcomes.get("weft").more().get("brokerBytes");
    output.say(
        "%,d bytes in %,d rows, %,d on the broker; targets are %s. Written to %s"
            .formatted(
                tables.bytes(),
                tables.rows(),
                (Long) broker,
                identical ? "identical" : "DIFFERENT",
                file));
    output.end(results);
    return identical ? 0 : 1;
  }
}
