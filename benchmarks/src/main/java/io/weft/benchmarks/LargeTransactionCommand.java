package io.weft.benchmarks;

import io.weft.benchmarks.env.Database;
import io.weft.benchmarks.env.GcLog;
import io.weft.benchmarks.env.Machine;
import io.weft.benchmarks.env.Results;
import io.weft.benchmarks.env.Script;
import io.weft.benchmarks.env.Server;
import io.weft.benchmarks.env.WorkFolder;
import io.weft.benchmarks.large.TwoWorkers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run large-transaction}. */
@Command(
    name = "large-transaction",
    description =
        "How long one large transaction takes from its commit on the source to its commit in the"
            + " target, through a sink whose whole JVM has a small heap.")
final class LargeTransactionCommand implements Callable<Integer> {

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration TIMEOUT = Duration.ofMinutes(15);
  private static final String CONTENTS =
      "select count(*) || ' rows, ' || sum(hashtextextended(t::text, 0)) from facts t";

  @Mixin private OutputOptions output;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Rows in the transaction. Default: ${DEFAULT-VALUE}.")
  private int rows;

  @Option(
      names = "--heap",
      paramLabel = "MIB",
      defaultValue = "256",
      description = "Heap of the sink's JVM. Default: ${DEFAULT-VALUE}.")
  private int heapMib;

  @Override
  public Integer call() throws Exception {
    Map<String, Object> machine = Machine.facts();
    try (WorkFolder folder = WorkFolder.create();
        Server sourceServer = Server.start(folder.resolve("source"));
        Server targetServer = Server.start(folder.resolve("target"))) {
      Database source = sourceServer.create("source");
      Database target = targetServer.create("target");
      source.execute(Script.read("large/schema.sql"));
      target.execute(Script.read("large/schema.sql"));
      Path gcLog = folder.resolve("sink-gc.log");
      output.say("Starting a broker, a worker for the source and one for the sink ...");
      try (TwoWorkers workers = TwoWorkers.start(folder, gcLog, heapMib)) {
        workers.deploy(source, target);
        output.say("Committing %,d rows in one transaction ...".formatted(rows));
        source.execute(transaction());
        long committed = System.nanoTime();
        long applied = target.await("select exists (select from finished)", PAUSE, TIMEOUT);
        boolean identical = source.text(CONTENTS).equals(target.text(CONTENTS));
        return report(
            numbers((applied - committed) / 1e9, GcLog.read(gcLog), identical), machine, source);
      }
    }
  }

  private String transaction() {
    return Script.read("large/transaction.sql").replace(":rows", Integer.toString(rows));
  }

  private Map<String, Object> numbers(double seconds, GcLog heap, boolean identical) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("rows", rows);
    numbers.put("seconds", Math.round(seconds * 10) / 10.0);
    numbers.put("rowsPerSecond", Math.round(rows / seconds));
    numbers.put("heapLimitMiB", heapMib);
    numbers.put("peakHeapMiB", heap.peakMib());
    numbers.put("peakHeapAfterCollectionMiB", heap.peakAfterCollectionMib());
    numbers.put("identical", identical);
    return numbers;
  }

  private int report(Map<String, Object> numbers, Map<String, Object> machine, Database server)
      throws Exception {
    Results results = new Results("large-transaction", numbers);
    Path file = results.write(output.results(), machine, server);
    boolean identical = Boolean.TRUE.equals(numbers.get("identical"));
    output.say("");
    output.say(
        "%-44s %10s"
            .formatted(
                "Commit on the source to commit in the target", numbers.get("seconds") + " s"));
    output.say("%-44s %6s MiB".formatted("Heap of the sink's JVM, limit", heapMib));
    output.say("%-44s %6s MiB".formatted("  in use at most", numbers.get("peakHeapMiB")));
    output.say(
        "%-44s %6s MiB"
            .formatted(
                "  in use at most after a collection", numbers.get("peakHeapAfterCollectionMiB")));
    output.say(
        "%,d rows; source and target are %s. Written to %s"
            .formatted(rows, identical ? "identical" : "DIFFERENT", file));
    output.end(results);
    return identical ? 0 : 1;
  }
}
