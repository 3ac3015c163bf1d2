package io.weft.cli.demo;

import io.weft.cli.run.Pipeline;
import io.weft.cli.run.PipelineSettings;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Starts the pipeline on a thread of its own, since Kafka takes an interruption in the middle of
 * its start for a broken disk. Who waits for it may be interrupted; closing lets the start come to
 * its end, and ends what it has started.
 */
@SuppressWarnings("try") // whoever waits for the close may be interrupted
final class PipelineStarter implements AutoCloseable {

  private final FutureTask<Pipeline> start;

  PipelineStarter(PipelineSettings settings) {
    start = new FutureTask<>(() -> Pipeline.start(settings));
    new Thread(start, "weft-demo-start").start();
  }

  /** Waits for the pipeline, which closes with this. */
  Pipeline await() throws InterruptedException {
    try {
      return start.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    try {
      start.get().close();
    } catch (ExecutionException e) {
      // It has not started, and await() has told why to whoever still asked.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
