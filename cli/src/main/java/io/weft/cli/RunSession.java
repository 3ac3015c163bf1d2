package io.weft.cli;

import io.weft.cli.run.Phase;
import io.weft.cli.run.Pipeline;
import io.weft.cli.run.PipelineSettings;
import io.weft.cli.run.PipelineStatus;
import io.weft.cli.run.UserException;
import io.weft.cli.show.View;
import io.weft.embedded.FatalExit;
import io.weft.postgres.Lsn;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a pipeline, from its start to its goal or to Ctrl-C.
 *
 * <p>A signal reaches the JVM as a shutdown hook: the hook asks the main thread to stop, waits for
 * it, and ends the process with the code that fits. A pipeline that is only starting is not waited
 * for: it can be cut off anywhere.
 */
final class RunSession {

  /**
   * What to wait for.
   *
   * @param position the position; empty for the source's end when the pipeline has started
   */
  record Goal(Optional<Lsn> position) {}

  private static final Logger LOG = LoggerFactory.getLogger(RunSession.class);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);
  private static final long STOP_TIMEOUT_SECONDS = 60;

  private final PipelineSettings settings;
  private final Optional<Goal> goal;
  private final View view;
  private final CountDownLatch stopAsked = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Pipeline pipeline;
  private volatile boolean reached;

  RunSession(PipelineSettings settings, Optional<Goal> goal, View view) {
    this.settings = settings;
    this.goal = goal;
    this.view = view;
  }

  /** Returns the exit code. */
  int run() throws InterruptedException {
    Thread hook = new Thread(this::stopBySignal, "weft-signal");
    Runtime.getRuntime().addShutdownHook(hook);
    FatalExit.onExit(this::stopByKafka);
    view.say(
        "%s -> %s, data and log in %s"
            .formatted(settings.source(), settings.target(), settings.data()));
    try (Pipeline started = start()) {
      watch(started);
      end(started);
    } catch (UserException e) {
      view.failed(e.getMessage());
      throw e;
    } finally {
      stopped.countDown();
    }
    return exitCode();
  }

  private Pipeline start() {
    view.starting();
    pipeline = Pipeline.start(settings);
    pipeline.notes().forEach(note -> view.say("Note: " + note));
    return pipeline;
  }

  private void watch(Pipeline started) throws InterruptedException {
    Optional<Lsn> position = goal.map(wanted -> wanted.position().orElseGet(started::fence));
    while (stopAsked.getCount() > 0) {
      PipelineStatus status = started.status();
      view.show(status);
      if (status.phase() == Phase.FAILED) {
        throw new UserException(status.problem().orElse("The pipeline failed."));
      }
      if (position.isEmpty()) {
        stopAsked.await(LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
      } else if (started.awaitApplied(position.get(), LOOK_INTERVAL)) {
        reached = true;
        return;
      }
    }
  }

  private void end(Pipeline started) throws InterruptedException {
    PipelineStatus last = started.lastStatus();
    started.close();
    view.ended(last);
    view.say(
        reached
            ? "Reached: the target has applied the source up to there."
            : "Stopped. Run it again with --data " + settings.data() + " to go on.");
  }

  private int exitCode() {
    return reached || goal.isEmpty() ? ExitCode.OK : ExitCode.INTERRUPTED;
  }

  private void stopBySignal() {
    if (stopped.getCount() == 0) {
      return; // an ordinary exit
    }
    stopAsked.countDown();
    try {
      if (pipeline == null) {
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
      }
      if (!stopped.await(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The pipeline did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(exitCode());
  }

  private void stopByKafka(String line) {
    view.failed(line);
    view.complain(line);
    Runtime.getRuntime().halt(ExitCode.FAILED);
  }
}
