package io.weft.sink.apply;

import java.time.Duration;
import java.util.Properties;

/**
 * How the target is reached and written to.
 *
 * @param pipeline names the progress in the target
 * @param jdbcUrl the target, as pgjdbc takes it
 * @param credentials user and password for pgjdbc
 * @param batchRows how many changes a target transaction takes at most, unless one source
 *     transaction has more
 * @param retryBackoff how long to wait before the first retry; doubles up to thirty times as much
 * @param retryTimeout how long to go on trying
 */
public record TargetSettings(
    String pipeline,
    String jdbcUrl,
    Properties credentials,
    int batchRows,
    Duration retryBackoff,
    Duration retryTimeout) {

  /** Without the credentials, so that it can be logged. */
  @Override
  public String toString() {
    return "pipeline " + pipeline + " into " + jdbcUrl;
  }
}
