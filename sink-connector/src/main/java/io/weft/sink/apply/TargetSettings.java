package io.weft.sink.apply;

import java.time.Duration;
import java.util.Properties;

/**
 * How the target is reached and written to.
 *
 * @param pipeline names the progress in the target
 * @param jdbcUrl the target, as pgjdbc takes it
 * @param credentials user and password for pgjdbc
 * @param preparedStatements whether statements may stay prepared on the server
 * @param waitsForCopy whether source transactions wait until the tables that they change are copied
 * @param batch how much a target transaction takes
 * @param drift what to do when the target is not as the source's history says
 * @param retry what to do about failures that pass
 */
public record TargetSettings(
    String pipeline,
    String jdbcUrl,
    Properties credentials,
    boolean preparedStatements,
    boolean waitsForCopy,
    BatchLimits batch,
    DriftPolicy drift,
    RetryPolicy retry) {

  /**
   * How much a target transaction takes at most, unless one source transaction is larger.
   *
   * @param rows changes
   * @param bytes heap that they hold
   */
  public record BatchLimits(int rows, long bytes) {}

  /** What to do when the target is not as the source's history says. */
  public enum DriftPolicy {
    /** Stop, and say where. */
    FAIL,
    /** Say where, bring the row to what the source has, and go on. */
    LOG
  }

  /**
   * What to do about failures that pass.
   *
   * @param backoff how long to wait before the first retry; doubles up to thirty times as much
   * @param timeout how long to go on trying
   */
  public record RetryPolicy(Duration backoff, Duration timeout) {}

  /** Without the credentials, so that it can be logged. */
  @Override
  public String toString() {
    return "pipeline " + pipeline + " into " + jdbcUrl;
  }
}
