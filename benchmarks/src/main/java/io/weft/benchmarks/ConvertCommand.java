package io.weft.benchmarks;

import io.weft.benchmarks.convert.Case;
import io.weft.benchmarks.convert.Comparison;
import io.weft.benchmarks.convert.Contestant;
import io.weft.benchmarks.convert.Direction;
import io.weft.benchmarks.convert.Measurement;
import io.weft.benchmarks.convert.RoundTrip;
import io.weft.benchmarks.convert.Score;
import io.weft.benchmarks.convert.Table;
import io.weft.benchmarks.env.Machine;
import io.weft.benchmarks.env.RegistryServer;
import io.weft.benchmarks.env.Results;
import io.weft.benchmarks.env.WorkFolder;
import io.weft.embedded.Logs;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run convert}. */
@Command(
    name = "convert",
    description =
        "How fast Weft's Avro converter turns changes into bytes and back, on one thread; and"
            + " Apicurio's, and Kafka's JSON, beside it in one run.")
final class ConvertCommand implements Callable<Integer> {

  @Mixin private OutputOptions output;

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      split = ",",
      defaultValue = "NARROW,WIDE,MANY_COLUMNS",
      description = "Of ${COMPLETION-CANDIDATES}. Default: all.")
  private List<Table> tables;

  @Option(
      names = "--direction",
      paramLabel = "DIRECTION",
      split = ",",
      defaultValue = "WRITE,READ",
      description = "Of ${COMPLETION-CANDIDATES}. Default: all.")
  private List<Direction> directions;

  @Option(
      names = "--converter",
      paramLabel = "CONVERTER",
      split = ",",
      defaultValue = "WEFT,STOCK,STOCK_LATEST,JSON,JSON_WITH_SCHEMA",
      description = "Of ${COMPLETION-CANDIDATES}. Default: all.")
  private List<Contestant> contestants;

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "1",
      description = "JVMs for each case, one after another. Default: ${DEFAULT-VALUE}.")
  private int forks;

  @Option(
      names = "--quick",
      description = "1 s of warm-up and 2 s of measurement, instead of 3 s and 5 s: a rough look.")
  private boolean quick;

  @Override
  public Integer call() throws Exception {
    Map<String, Object> machine = Machine.facts();
    try (WorkFolder folder = WorkFolder.create()) {
      Logs.toFile(folder.resolve("convert.log"));
      output.say("Starting a schema registry ...");
      try (RegistryServer registry = RegistryServer.start(folder.resolve("registry.log"))) {
        if (!areWhole(registry)) {
          return 1;
        }
        return report(measure(registry), machine);
      }
    }
  }

  /** Whether no converter loses anything. It also registers every schema. */
  private boolean areWhole(RegistryServer registry) throws Exception {
    output.say("Taking every change through every converter and back ...");
    boolean whole = true;
    for (Table table : tables) {
      for (Contestant contestant : checked()) {
        Optional<String> loss = RoundTrip.loss(table, contestant, registry.url());
        if (loss.isPresent()) {
          output.say("%s, %s: %s".formatted(contestant, table, loss.get()));
          whole = false;
        }
      }
    }
    return whole;
  }

  /** With the one that registers the schemas which {@link Contestant#STOCK_LATEST} looks for. */
  private Set<Contestant> checked() {
    Set<Contestant> checked = EnumSet.of(Contestant.STOCK);
    checked.addAll(contestants);
    return checked;
  }

  private Comparison measure(RegistryServer registry) throws Exception {
    Measurement measurement = new Measurement(forks, quick ? 1 : 3, quick ? 2 : 5, registry.url());
    Comparison comparison = new Comparison();
    for (Table table : tables) {
      for (Direction direction : directions) {
        output.say("Measuring %s of %s ...".formatted(direction.method(), table));
        for (Contestant contestant : contestants) {
          Case wanted = new Case(table, direction, contestant);
          Score score = measurement.of(wanted);
          comparison.add(wanted, score);
        }
      }
    }
    return comparison;
  }

  private int report(Comparison comparison, Map<String, Object> machine) throws Exception {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("forks", forks);
    numbers.put("warmupSeconds", quick ? 1 : 3);
    numbers.put("measuredSeconds", quick ? 2 : 5);
    numbers.putAll(comparison.numbers());
    Results results = new Results("convert", numbers);
    Path file = results.write(output.results(), machine);
    output.say("");
    comparison.lines().forEach(output::say);
    output.say("Written to " + file);
    output.end(results);
    return 0;
  }
}
