package io.weft.it.pipeline;

import io.weft.it.env.Database;
import io.weft.postgres.Identifiers;
import io.weft.postgres.Lsn;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A sink connector of a {@link TestPipeline}, with its target. */
public final class TestSink {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final TestPipeline pipeline;
  private final Connector connector;
  private final Database target;
  private final String progress;

  /**
   * @param progress the name under which the target keeps its progress
   */
  TestSink(TestPipeline pipeline, Connector connector, Database target, String progress) {
    this.pipeline = pipeline;
    this.connector = connector;
    this.target = target;
    this.progress = progress;
  }

  /** Names the connector, and its progress in the target unless told otherwise. */
  public String name() {
    return connector.name();
  }

  /** Deploys the connector, again if it was stopped; returns when it runs. */
  public void start() {
    connector.start();
  }

  /** Deploys the connector and leaves it to itself. */
  public void launch() {
    connector.deploy();
  }

  /** Removes the connector; its progress stays in the target. */
  public void stop() {
    connector.remove();
  }

  /** Waits until the connector has stopped by itself, and returns why: one line. */
  public String awaitFailure() {
    return connector.awaitFailure(TIMEOUT);
  }

  /**
   * The last source transaction that the target holds; {@link Lsn#NONE} before the copy is done.
   */
  public Lsn applied() {
    if (target.value("SELECT to_regclass('weft.progress')::text").isEmpty()) {
      return Lsn.NONE;
    }
    return target
        .value(
            "SELECT commit_lsn::text FROM weft.progress WHERE (snapshot_complete OR snapshot_lsn = '0/0') AND pipeline = "
                + Identifiers.literal(progress))
        .map(Lsn::parse)
        .orElse(Lsn.NONE);
  }

  /** Of each topic with one partition, the offset from which the target needs it. */
  public Map<String, Long> nextOffsets() {
    Map<String, Long> offsets = new HashMap<>();
    for (String line :
        target.column(
            "SELECT next_offset || ' ' || topic FROM weft.progress_offset WHERE pipeline = "
                + Identifiers.literal(progress))) {
      String[] parts = line.split(" ", 2);
      offsets.put(parts[1], Long.parseLong(parts[0]));
    }
    return offsets;
  }

  /** Waits until the copy of all tables is complete. */
  public void awaitCopied() {
    await("the end of the copy", () -> applied().isAfter(Lsn.NONE), TIMEOUT);
  }

  /** Waits until one more transaction is applied. */
  public void awaitProgress(Duration timeout) {
    Lsn before = applied();
    await("another commit than " + before, () -> applied().isAfter(before), timeout);
  }

  /** Waits until everything is applied that was committed on the source before this call. */
  public void awaitCaughtUp() {
    awaitCaughtUp(TIMEOUT);
  }

  /** Waits until everything is applied that was committed on the source before this call. */
  public void awaitCaughtUp(Duration timeout) {
    Lsn fence = pipeline.source().fence();
    await("the fence at " + fence, () -> applied().isAfter(fence), timeout);
  }

  /** Waits until everything up to a source transaction is applied, without asking the source. */
  public void awaitApplied(Lsn lsn) {
    Awaitility.await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              connector.requireHealthy();
              return !lsn.isAfter(applied());
            });
  }

  private void await(String what, Callable<Boolean> condition, Duration timeout) {
    try {
      Awaitility.await()
          .atMost(timeout)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                pipeline.requireHealthySource();
                connector.requireHealthy();
                return condition.call();
              });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "%s did not reach %s within %s; it applied up to %s; %s; %s"
              .formatted(
                  name(),
                  what,
                  timeout,
                  applied(),
                  pipeline.describeSource(),
                  connector.describe()),
          e);
    }
  }
}
