package io.weft.cli.demo;

import io.weft.cli.compare.ComparisonListener;
import io.weft.cli.demo.fleet.Fleet;
import io.weft.cli.demo.view.Progress;
import io.weft.cli.demo.view.Stage;
import io.weft.cli.demo.watch.Sighting;
import io.weft.cli.demo.watch.TargetReader;
import io.weft.cli.run.Pipeline;
import io.weft.cli.run.PipelineStatus;
import io.weft.postgres.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Where the demo notes how far it is, and from where the screen takes it.
 *
 * <p>Thread rules: the demo's thread writes; any thread may read.
 */
final class ProgressBoard implements ComparisonListener {

  private final String target;
  private final long startNanos = System.nanoTime();
  private final Map<TableName, Long> compared = new ConcurrentHashMap<>();

  private volatile Stage stage = Stage.SERVERS;
  private volatile long streamingEndsNanos;
  private volatile Fleet fleet;
  private volatile Pipeline pipeline;
  private volatile TargetReader reader;
  private volatile PipelineStatus last;

  ProgressBoard(String target) {
    this.target = target;
  }

  void enter(Stage next) {
    stage = next;
  }

  void stream(Duration time, TargetReader targetReader) {
    streamingEndsNanos = System.nanoTime() + time.toNanos();
    reader = targetReader;
    stage = Stage.STREAMING;
  }

  void writersRun(Fleet newFleet) {
    fleet = newFleet;
  }

  void pipelineRuns(Pipeline newPipeline) {
    pipeline = newPipeline;
  }

  /** Time that is left of the streaming that was asked for. */
  Duration left() {
    long nanos = stage == Stage.STREAMING ? streamingEndsNanos - System.nanoTime() : 0;
    return Duration.ofNanos(Math.max(0, nanos));
  }

  long elapsedMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }

  @Override
  public void compared(TableName table, long sourceRows) {
    compared.put(table, sourceRows);
  }

  Progress progress() {
    PipelineStatus status = status();
    return new Progress(
        stage,
        target,
        Duration.ofMillis(elapsedMs()),
        left(),
        status == null ? List.of() : status.tables().stream().map(this::table).toList(),
        status == null ? 0 : status.changes(),
        perSecond(status),
        fleet == null ? 0 : fleet.changes(),
        reader == null ? Sighting.NONE : reader.sighting(),
        status == null ? "" : problem(status));
  }

  private PipelineStatus status() {
    if (pipeline != null && stage != Stage.COMPARING) {
      last = pipeline.status();
    }
    return last;
  }

  private double perSecond(PipelineStatus status) {
    return status == null || stage == Stage.COMPARING ? -1 : status.changesPerSecond();
  }

  private static String problem(PipelineStatus status) {
    Optional<String> problem = status.problem();
    return problem.map(text -> text.lines().findFirst().orElse("")).orElse("");
  }

  private Progress.Table table(PipelineStatus.Table table) {
    String name = table.name().table();
    if (stage == Stage.COMPARING) {
      long rows = table.rowsCopied() + table.inserted() - table.deleted();
      return new Progress.Table(
          name, compared.getOrDefault(table.name(), 0L), rows, table.changes());
    }
    long rows =
        stage == Stage.COPYING
            ? table.rowsCopied()
            : table.rowsCopied() + table.inserted() - table.deleted();
    return new Progress.Table(name, rows, table.estimatedRows(), table.changes());
  }
}
