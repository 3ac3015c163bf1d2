package io.weft.benchmarks;

import io.weft.benchmarks.env.Machine;
import io.weft.benchmarks.env.Results;
import io.weft.benchmarks.env.Server;
import io.weft.benchmarks.env.TargetKind;
import io.weft.benchmarks.env.Targets;
import io.weft.benchmarks.env.WorkFolder;
import io.weft.benchmarks.statements.ShapeTable;
import io.weft.embedded.Logs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run statements}. */
@Command(
    name = "statements",
    description =
        "How many rows a second a target takes over one connection, by the way in which they are"
            + " sent: what the sink's choice of statements rests on.")
final class StatementsCommand implements Callable<Integer> {

  @Mixin private OutputOptions output;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      split = ",",
      defaultValue = "POSTGRESQL,TIMESCALEDB,CITUS",
      description = "Of ${COMPLETION-CANDIDATES}. Default: all that there are.")
  private List<TargetKind> targets;

  @Option(
      names = "--batch",
      paramLabel = "ROWS",
      split = ",",
      defaultValue = "100,1000,10000",
      description = "Rows sent at once. Default: ${DEFAULT-VALUE}.")
  private List<Integer> batches;

  @Override
  public Integer call() throws Exception {
    Map<String, Object> machine = Machine.facts();
    List<Map<String, Object>> rows = new ArrayList<>();
    try (WorkFolder folder = WorkFolder.create()) {
      Logs.toFile(folder.resolve("statements.log"));
      try (Server server = Server.start(folder.resolve("target"));
          Targets databases = new Targets(server)) {
        for (TargetKind target : targets) {
          if (target.isPresent()) {
            ShapeTable table = ShapeTable.measure(databases, target, batches);
            table.lines().forEach(output::say);
            rows.addAll(table.rows());
          } else {
            output.say("No " + target.label() + ": its server is not named in the environment");
          }
        }
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("rows", rows);
        Results results = new Results("statements", numbers);
        Path file = results.write(output.results(), machine, server.create("facts"));
        output.say("Rows a second. Written to " + file);
        output.end(results);
      }
    }
    return 0;
  }
}
