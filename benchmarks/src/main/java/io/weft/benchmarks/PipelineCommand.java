package io.weft.benchmarks;

import io.weft.benchmarks.env.Database;
import io.weft.benchmarks.env.Machine;
import io.weft.benchmarks.env.Results;
import io.weft.benchmarks.env.Server;
import io.weft.benchmarks.env.WorkFolder;
import io.weft.benchmarks.pipeline.Contents;
import io.weft.benchmarks.pipeline.IotWorkload;
import io.weft.benchmarks.pipeline.NativeReplication;
import io.weft.benchmarks.pipeline.WeftReplication;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run pipeline}. */
@Command(
    name = "pipeline",
    description =
        "How fast a backlog of changes reaches a target: Weft end to end (slot, Kafka, target), and"
            + " PostgreSQL's own logical replication beside it, in one run on one machine.")
final class PipelineCommand implements Callable<Integer> {

  @Mixin private OutputOptions output;

  @Option(
      names = "--transactions",
      paramLabel = "N",
      defaultValue = "30000",
      description = "Transactions in the backlog, of 9 changes each. Default: ${DEFAULT-VALUE}.")
  private int transactions;

  @Override
  public Integer call() throws Exception {
    Map<String, Object> machine = Machine.facts();
    try (WorkFolder folder = WorkFolder.create();
        Server sourceServer = Server.start(folder.resolve("source"));
        Server targetServer = Server.start(folder.resolve("target"))) {
      Database source = sourceServer.create("source");
      Database weftTarget = targetServer.create("weft_target");
      Database nativeTarget = targetServer.create("native_target");
      output.say("Filling the source and copying it to both targets ...");
      IotWorkload workload = IotWorkload.on(source);
      IotWorkload.prepare(weftTarget);
      IotWorkload.prepare(nativeTarget);
      try (NativeReplication rival = NativeReplication.prepare(source, nativeTarget);
          WeftReplication weft =
              WeftReplication.prepare(source, weftTarget, folder.resolve("weft"))) {
        output.say("Writing %,d transactions ...".formatted(transactions));
        workload.write(transactions);
        output.say("PostgreSQL's own replication takes the backlog ...");
        double nativeSeconds = rival.catchUp();
        output.say("Weft takes the backlog ...");
        double weftSeconds = weft.catchUp();
        List<String> expected = Contents.of(source);
        boolean identical =
            expected.equals(Contents.of(weftTarget)) && expected.equals(Contents.of(nativeTarget));
        return report(numbers(weftSeconds, nativeSeconds, identical), machine, source);
      }
    }
  }

  private Map<String, Object> numbers(double weftSeconds, double nativeSeconds, boolean identical) {
    long changes = (long) transactions * IotWorkload.CHANGES;
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("workload", "iot");
    numbers.put("transactions", transactions);
    numbers.put("changes", changes);
    numbers.put("weft", Math.round(changes / weftSeconds));
    numbers.put("native", Math.round(changes / nativeSeconds));
    numbers.put("ratio", Math.round(100 * nativeSeconds / weftSeconds) / 100.0);
    numbers.put("weftSeconds", Math.round(weftSeconds * 1000) / 1000.0);
    numbers.put("nativeSeconds", Math.round(nativeSeconds * 1000) / 1000.0);
    numbers.put("identical", identical);
    return numbers;
  }

  private int report(Map<String, Object> numbers, Map<String, Object> machine, Database server)
      throws Exception {
    Results results = new Results("pipeline", numbers);
    Path file = results.write(output.results(), machine, server);
    output.say("");
    output.say("%-34s %12s %12s".formatted("", "changes/s", "seconds"));
    output.say(
        "%-34s %12s %12s"
            .formatted(
                "Weft: slot to Kafka to target",
                count(numbers, "weft"),
                numbers.get("weftSeconds")));
    output.say(
        "%-34s %12s %12s"
            .formatted(
                "PostgreSQL's logical replication",
                count(numbers, "native"),
                numbers.get("nativeSeconds")));
    boolean identical = Boolean.TRUE.equals(numbers.get("identical"));
    output.say(
        "%s changes in %,d transactions; source and targets are %s. Written to %s"
            .formatted(
                count(numbers, "changes"),
                transactions,
                identical ? "identical" : "DIFFERENT",
                file));
    output.end(results);
    return identical ? 0 : 1;
  }

  private static String count(Map<String, Object> numbers, String name) {
    return "%,d".formatted((Long) numbers.get(name));
  }
}
