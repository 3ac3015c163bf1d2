package io.weft.benchmarks.pipeline;

import io.weft.benchmarks.env.Database;
import io.weft.cli.run.Pipeline;
import io.weft.cli.run.PipelineSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Weft, as {@code weft run} runs it: broker, worker and both connectors in this JVM. */
public final class WeftReplication implements AutoCloseable {

  private static final String NAME = "benchmark";
  private static final String SLOT = "weft_" + NAME;
  private static final Duration COPY_TIMEOUT = Duration.ofMinutes(20);

  private final Database source;
  private final Database target;
  private final PipelineSettings settings;
  private Pipeline pipeline;

  private WeftReplication(Database source, Database target, Path folder) {
    this.source = source;
    this.target = target;
    settings = PipelineSettings.of(source.uri(), target.uri(), folder).withName(NAME);
  }

  /**
   * Copies the source's tables, and leaves a slot in which changes wait.
   *
   * @param folder for Kafka's data
   */
  public static WeftReplication prepare(Database source, Database target, Path folder)
      throws SQLException, InterruptedException, TimeoutException {
    WeftReplication weft = new WeftReplication(source, target, folder);
    try (Pipeline copying = Pipeline.start(weft.settings)) {
      if (!copying.awaitApplied(copying.fence(), COPY_TIMEOUT)) {
        throw new TimeoutException("The copy took more than " + COPY_TIMEOUT.toMinutes() + " min");
      }
    }
    CatchUp.awaitUnread(source, SLOT);
    return weft;
  }

  /** Takes the backlog; returns the seconds that it took. */
  public double catchUp() throws SQLException, InterruptedException, TimeoutException {
    return new CatchUp(source, SLOT, target)
        .seconds(
            () -> {
              pipeline = Pipeline.start(settings);
              return null;
            });
  }

  @Override
  public void close() {
    if (pipeline != null) {
      pipeline.close();
    }
  }
}
