package io.weft.connectors.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.connectors.config.CaptureConfig;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  @Test
  void absenceIsBearableForAWhile() {
    RetryPolicy retry = policy("3600000");
    assertThatCode(() -> retry.failed(away())).doesNotThrowAnyException();
    assertThatCode(() -> retry.failed(away())).doesNotThrowAnyException();
  }

  @Test
  void absenceThatLastsTooLongFailsTheTask() throws InterruptedException {
    RetryPolicy retry = policy("0");
    retry.failed(away());
    Thread.sleep(2);
    assertThatThrownBy(() -> retry.failed(away()))
        .isInstanceOf(ConnectException.class)
        .hasMessageContainingAll("away", "retry.timeout.ms", "Connection refused");
  }

  @Test
  void whatOnlyAPersonCanMendFailsAtOnce() {
    RetryPolicy retry = policy("3600000");
    assertThatThrownBy(
            () -> retry.failed(new SQLException("password authentication failed", "28P01")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void reasonIsThatOfTheInnermostCauses() {
    Throwable inner = new IllegalStateException("the disk is full");
    Throwable wrapped = new RetriableException("will be restarted", new RuntimeException(inner));
    assertThat(FailureReason.of(wrapped)).isEqualTo("will be restarted: the disk is full");
    assertThat(FailureReason.of(new RuntimeException(inner))).isEqualTo("the disk is full");
    assertThat(FailureReason.of(new RuntimeException())).isEqualTo("java.lang.RuntimeException");
  }

  private static SQLException away() {
    return new SQLException("Connection refused", "08001");
  }

  private static RetryPolicy policy(String timeoutMs) {
    return new RetryPolicy(
        new CaptureConfig(Map.of("topic.prefix", "app", "retry.timeout.ms", timeoutMs)),
        Clock.systemUTC());
  }
}
