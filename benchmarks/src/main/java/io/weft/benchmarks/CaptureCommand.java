package io.weft.benchmarks;

import io.weft.benchmarks.capture.Backlog;
import io.weft.benchmarks.capture.CaptureRun;
import io.weft.benchmarks.capture.Contestant;
import io.weft.benchmarks.capture.Rates;
import io.weft.benchmarks.env.Database;
import io.weft.benchmarks.env.Machine;
import io.weft.benchmarks.env.RegistryServer;
import io.weft.benchmarks.env.Results;
import io.weft.benchmarks.env.Server;
import io.weft.benchmarks.env.WorkFolder;
import io.weft.embedded.KafkaBroker;
import io.weft.embedded.Logs;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run capture}. */
@Command(
    name = "capture",
    description =
        "How fast changes that wait in a slot reach Kafka: by Weft with its Avro and all its"
            + " promises, and by stock Debezium with Apicurio's Avro and with JSON, in one run.")
final class CaptureCommand implements Callable<Integer> {

  /** No round has this number. */
  private static final int WARM_UP = 0;

  @Mixin private OutputOptions output;

  @Option(
      names = "--transactions",
      paramLabel = "N",
      defaultValue = "60000",
      description = "Transactions in the slot, of 9 changes each. Default: ${DEFAULT-VALUE}.")
  private int transactions;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each captures; the median counts. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--heap",
      paramLabel = "MIB",
      defaultValue = "1024",
      description = "Heap of each worker's JVM. Default: ${DEFAULT-VALUE}.")
  private int heapMib;

  @Option(
      names = "--rival",
      paramLabel = "R",
      description =
          "Whom to measure Weft beside: ${COMPLETION-CANDIDATES}. May be repeated. Default: all.")
  private List<Contestant> rivals = List.of(Contestant.values());

  private boolean complete = true;

  @Override
  public Integer call() throws Exception {
    Map<String, Object> machine = Machine.facts();
    try (WorkFolder folder = WorkFolder.create()) {
      Logs.toFile(folder.resolve("capture.log"));
      output.say("Starting PostgreSQL, Kafka and a schema registry ...");
      try (Server server = Server.start(folder.resolve("source"));
          KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"));
          RegistryServer registry = RegistryServer.start(folder.resolve("registry.log"))) {
        Database source = server.create("source");
        output.say("Writing %,d transactions ...".formatted(transactions));
        Backlog backlog = Backlog.write(source, transactions);
        CaptureRun run =
            new CaptureRun(backlog, broker.bootstrapServers(), registry.url(), folder, heapMib);
        Rates rates = measure(run);
        return report(numbers(backlog, rates), rates, machine, source);
      }
    }
  }

  private Rates measure(CaptureRun run) throws Exception {
    output.say("Capturing once for nothing, to warm broker and server ...");
    run.of(Contestant.STOCK_JSON, WARM_UP);
    EnumSet<Contestant> contestants = EnumSet.of(Contestant.WEFT);
    contestants.addAll(rivals);
    Rates rates = new Rates(contestants);
    for (int round = 1; round <= rounds; round++) {
      for (Contestant contestant : rates.order(round - 1)) {
        CaptureRun.Outcome outcome = run.of(contestant, round);
        rates.add(contestant, outcome.recordsPerSecond());
        complete &= outcome.fault().isEmpty();
        output.say(
            "Round %d of %d: %-20s %,9.0f records/s %s"
                .formatted(
                    round,
                    rounds,
                    contestant.label(),
                    outcome.recordsPerSecond(),
                    outcome.fault().map(fault -> "WRONG: " + fault).orElse("")));
      }
    }
    return rates;
  }

  private Map<String, Object> numbers(Backlog backlog, Rates rates) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("workload", "iot");
    numbers.putAll(backlog.numbers());
    numbers.put("rounds", rounds);
    numbers.put("workerHeapMiB", heapMib);
    numbers.putAll(rates.numbers());
    numbers.put("complete", complete);
    numbers.put("sharedSettings", CaptureRun.sharedSettings());
    return numbers;
  }

  private int report(
      Map<String, Object> numbers, Rates rates, Map<String, Object> machine, Database server)
      throws Exception {
    Results results = new Results("capture", numbers);
    Path file = results.write(output.results(), machine, server);
    output.say("");
    output.say("%-44s %12s %10s".formatted("", "records/s", "weft is"));
    rates.contestants().forEach(contestant -> output.say(line(contestant, rates)));
    output.say(
        "%,d records (changes, BEGIN, END); each capture is %s. Written to %s"
            .formatted(
                (Long) numbers.get("records"), complete ? "complete" : "NOT COMPLETE", file));
    output.end(results);
    return complete ? 0 : 1;
  }

  private static String line(Contestant contestant, Rates rates) {
    String text =
        switch (contestant) {
          case WEFT -> "Weft, exactly once, Avro, no registry";
          case WEFT_WITHOUT_CONVERTER -> "the same, values left to Debezium";
          case STOCK_AVRO -> "Debezium, Apicurio's Avro";
          case STOCK_JSON -> "Debezium, JSON without schemas";
        };
    return "%-44s %,12.0f %10s"
        .formatted(
            text,
            rates.median(contestant),
            contestant == Contestant.WEFT ? "" : "%.2f x".formatted(rates.ratioTo(contestant)));
  }
}
