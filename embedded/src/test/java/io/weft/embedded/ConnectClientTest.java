package io.weft.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectClientTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;

  private static DataFolder data;
  private static EmbeddedConnect connect;
  private static ConnectClient client;

  @BeforeAll
  static void startConnect() {
    data = DataFolder.open(folder.resolve("data"));
    connect = EmbeddedConnect.start(data);
    client = new ConnectClient(connect.restUri());
  }

  @AfterAll
  static void stopConnect() {
    connect.close();
    data.close();
  }

  private static Map<String, String> settings(String more, String value) {
    Map<String, String> settings = new HashMap<>();
    settings.put("connector.class", CountingSource.class.getName());
    settings.put("tasks.max", "1");
    settings.put("topic", "counted");
    settings.put("topic.creation.default.partitions", "1");
    settings.put("topic.creation.default.replication.factor", "1");
    settings.put(more, value);
    return settings;
  }

  @Test
  void aConnectorIsDeployedChangedAndRemoved() throws IOException {
    Map<String, String> settings = settings("fail.at", "1000000");
    client.put("life", settings);
    assertThat(client.awaitRunning("life", PATIENCE).orElseThrow().isRunning()).isTrue();
    assertThat(client.connectors()).contains("life");

    client.put("life", settings);
    assertThat(client.settings("life").orElseThrow())
        .containsAllEntriesOf(settings)
        .containsEntry("name", "life");

    client.delete("life");
    client.delete("life");
    assertThat(client.settings("life")).isEmpty();
  }

  @Test
  void everyFaultOfTheSettingsIsNamed() throws IOException {
    Map<String, String> settings = settings("fail.at", "soon");
    settings.put("tasks.max", "none");
    List<String> errors = client.validate("faulty", settings);
    assertThat(errors)
        .anySatisfy(error -> assertThat(error).startsWith("fail.at: ").contains("soon"))
        .anySatisfy(error -> assertThat(error).startsWith("tasks.max: ").contains("none"));
    assertThat(client.validate("sound", settings("fail.at", "1"))).isEmpty();
  }

  @Test
  void aFailedTaskTellsWhyAndIsRestarted() throws IOException {
    client.put("broken", settings("fail.at", "0"));
    Optional<String> failure =
        await()
            .atMost(PATIENCE)
            .until(
                () -> client.status("broken").flatMap(ConnectorStatus::failure),
                Optional::isPresent);
    assertThat(failure).contains("The counter broke at 0");
    client.restartFailed("broken");
    client.delete("broken");
  }

  @Test
  void whatIsNotThereIsEmptyOrRefused() throws IOException {
    assertThat(client.status("absent")).isEmpty();
    assertThatThrownBy(() -> client.put("absent", Map.of("connector.class", "no.such.Class")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no.such.Class")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> new ConnectClient(URI.create("http://127.0.0.1:1")).connectors())
        .hasMessageContaining("Kafka Connect at http://127.0.0.1:1 does not answer");
  }
}
