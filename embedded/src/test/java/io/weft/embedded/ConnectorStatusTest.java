package io.weft.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectorStatusTest {

  private static final String SINK_TRACE =
      """
      org.apache.kafka.connect.errors.ConnectException: Exiting WorkerSinkTask due to unrecoverable exception.
      \tat org.apache.kafka.connect.runtime.WorkerSinkTask.deliverMessages(WorkerSinkTask.java:636)
      \tat java.base/java.lang.Thread.run(Thread.java:840)
      Caused by: org.apache.kafka.connect.errors.ConnectException: Table public.t
        lacks column v; add it
      \tat io.weft.sink.WeftSinkTask.put(WeftSinkTask.java:1)
      \t... 10 more
      Caused by: java.sql.SQLException: ERROR: no
      \t... 11 more
      """;

  @Test
  void theConnectorsOwnMessageIsTakenFromTheTrace() {
    assertThat(ConnectorStatus.firstMessage(SINK_TRACE))
        .isEqualTo("Table public.t lacks column v; add it");
  }

  @Test
  void theCauseIsTakenAndNotTheFailuresThatItBroughtAbout() {
    assertThat(
            ConnectorStatus.firstMessage(
                """
                org.apache.kafka.connect.errors.ConnectException: Unrecoverable exception trying to send
                \tat a.b(C.java:1)
                Caused by: org.apache.kafka.common.KafkaException: Cannot execute transactional method because we are in an error state
                \t... 16 more
                Caused by: org.apache.kafka.common.errors.RecordTooLargeException: The message is too large.
                """))
        .isEqualTo("The message is too large.");
  }

  @Test
  void whatAFormerWorkerSaidIsNotTheStateNow() throws Exception {
    JsonNode status =
        new ObjectMapper()
            .readTree(
                """
                {"connector": {"state": "RUNNING", "worker_id": "127.0.0.1:2"},
                 "tasks": [{"id": 0, "state": "FAILED", "worker_id": "127.0.0.1:1", "trace": "x"}]}
                """);
    assertThat(ConnectorStatus.of("c", status, worker -> true).failure()).contains("x");
    ConnectorStatus now = ConnectorStatus.of("c", status, "127.0.0.1:2"::equals);
    assertThat(now.failure()).isEmpty();
    assertThat(now.isRunning()).isFalse();
  }

  @Test
  void aClassNameBeforeTheMessageIsLeftOut() {
    assertThat(
            ConnectorStatus.firstMessage(
                "java.lang.RuntimeException: io.x.FooException: slot is gone\n\tat a.b(C.java:1)\n"))
        .isEqualTo("slot is gone");
  }

  @Test
  void withoutAnyMessageTheClassHasToDo() {
    assertThat(ConnectorStatus.firstMessage("java.lang.NullPointerException\n\tat a.b(C.java:1)\n"))
        .isEqualTo("java.lang.NullPointerException");
    assertThat(ConnectorStatus.firstMessage("")).isEqualTo("no reason given");
  }

  @Test
  void aFailedTaskIsAFailureOfTheConnector() {
    ConnectorStatus status =
        new ConnectorStatus(
            "c",
            "RUNNING",
            "",
            List.of(
                new ConnectorStatus.Task(0, "RUNNING", ""),
                new ConnectorStatus.Task(1, "FAILED", SINK_TRACE)));
    assertThat(status.isRunning()).isFalse();
    assertThat(status.failure()).contains("Table public.t lacks column v; add it");
  }

  @Test
  void aConnectorWithoutTasksDoesNotRunYet() {
    assertThat(new ConnectorStatus("c", "RUNNING", "", List.of()).isRunning()).isFalse();
  }
}
