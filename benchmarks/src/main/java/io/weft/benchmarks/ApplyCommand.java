package io.weft.benchmarks;

import io.weft.benchmarks.apply.Championship;
import io.weft.benchmarks.apply.Contestant;
import io.weft.benchmarks.apply.Latency;
import io.weft.benchmarks.apply.Scores;
import io.weft.benchmarks.apply.Workload;
import io.weft.benchmarks.env.Database;
import io.weft.benchmarks.env.Machine;
import io.weft.benchmarks.env.Results;
import io.weft.benchmarks.env.Server;
import io.weft.benchmarks.env.TargetKind;
import io.weft.benchmarks.env.Targets;
import io.weft.benchmarks.env.WorkFolder;
import io.weft.embedded.KafkaBroker;
import io.weft.embedded.Logs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run apply}. */
@Command(
    name = "apply",
    description =
        "How fast changes that wait in Kafka reach a target: by Weft's sink, by Debezium's JDBC sink,"
            + " and by PostgreSQL's own logical replication from a slot, in one run.")
final class ApplyCommand implements Callable<Integer> {

  @Mixin private OutputOptions output;

  @Option(
      names = "--workload",
      paramLabel = "WORKLOAD",
      split = ",",
      defaultValue = "IOT,WIDE,UPDATES,MANY",
      description = "Of ${COMPLETION-CANDIDATES}. Default: all.")
  private List<Workload> workloads;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      split = ",",
      description = "Of ${COMPLETION-CANDIDATES}. Default: all that there are.")
  private List<TargetKind> targets;

  @Option(
      names = "--contestant",
      paramLabel = "CONTESTANT",
      split = ",",
      defaultValue = "WEFT,JDBC_SINK,NATIVE",
      description = "Of ${COMPLETION-CANDIDATES}. Default: all.")
  private List<Contestant> contestants;

  @Option(
      names = "--transactions",
      paramLabel = "N",
      defaultValue = "300000",
      description =
          "Transactions of a workload, of 8 or 9 changes each. Default: ${DEFAULT-VALUE}.")
  private int transactions;

  @Option(
      names = "--delay",
      paramLabel = "MS",
      split = ",",
      defaultValue = "0,5",
      description =
          "Delays of the network to a plain PostgreSQL, each way. Default: ${DEFAULT-VALUE}.")
  private List<Integer> delays;

  @Option(
      names = "--latency",
      paramLabel = "N",
      defaultValue = "300",
      description =
          "Small transactions by which to measure the way through an idle pipeline; 0 for none."
              + " Default: ${DEFAULT-VALUE}.")
  private int latencySamples;

  @Option(
      names = "--keep-in",
      paramLabel = "DIR",
      description = "An empty folder for data and logs, to be looked into afterwards.")
  private Path keepIn;

  @Override
  public Integer call() throws Exception {
    Map<String, Object> machine = Machine.facts();
    try (WorkFolder folder = keepIn == null ? WorkFolder.create() : WorkFolder.keepIn(keepIn)) {
      Logs.toFile(folder.resolve("apply.log"));
      output.say("Starting two PostgreSQL servers and Kafka ...");
      try (Server sourceServer = Server.start(folder.resolve("source"));
          Server targetServer = Server.start(folder.resolve("target"));
          Targets databases = new Targets(targetServer);
          KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"))) {
        Scores scores = new Scores();
        Championship championship =
            new Championship(
                new Championship.Servers(
                    sourceServer, databases, broker.bootstrapServers(), folder),
                scores,
                output::say);
        for (Workload workload : workloads) {
          championship.run(workload, transactions, courses(workload), EnumSet.copyOf(contestants));
        }
        Optional<Latency> latency = latency(sourceServer, targetServer, folder);
        return report(
            scores,
            latency,
            championship.identical(),
            new Facts(machine, sourceServer.create("facts")));
      }
    }
  }

  private Optional<Latency> latency(Server sourceServer, Server targetServer, WorkFolder folder)
      throws Exception {
    if (latencySamples == 0) {
      return Optional.empty();
    }
    output.say("Sending small transactions through an idle pipeline ...");
    return Optional.of(
        Latency.measure(
            sourceServer.create("latency"),
            targetServer.create("latency"),
            folder.resolve("latency"),
            latencySamples));
  }

  private List<Scores.Course> courses(Workload workload) {
    List<Scores.Course> courses = new ArrayList<>();
    for (TargetKind target : targets == null ? List.of(TargetKind.values()) : targets) {
      if (!target.isPresent()) {
        output.say("No " + target.label() + ": its server is not named in the environment");
        continue;
      }
      for (int delayMs : target == TargetKind.POSTGRESQL ? delays : List.of(0)) {
        courses.add(new Scores.Course(target, workload, delayMs));
      }
    }
    return courses;
  }

  /** What the results are told of beside the numbers. */
  private record Facts(Map<String, Object> machine, Database server) {}

  private int report(Scores scores, Optional<Latency> latency, boolean identical, Facts facts)
      throws Exception {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("rows", scores.rows());
    latency.ifPresent(measured -> numbers.put("latencyMs", measured.numbers()));
    numbers.put("transactions", transactions);
    numbers.put("identical", identical);
    Map<String, Object> file = new LinkedHashMap<>(numbers);
    file.putAll(Championship.settings());
    Path path = new Results("apply", file).write(output.results(), facts.machine(), facts.server());
    output.say("");
    scores.lines().forEach(output::say);
    output.say(
        "Changes/s; every target is %s. Written to %s"
            .formatted(
                identical ? "identical to its source" : "NOT IDENTICAL TO ITS SOURCE", path));
    latency.ifPresent(measured -> output.say(measured.line()));
    output.end(new Results("apply", numbers));
    return identical ? 0 : 1;
  }
}
