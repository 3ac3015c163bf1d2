package io.weft.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Broker, worker and the counting source in a process of their own: {@code FOLDER PASSWORD}. */
final class EmbeddedProcess {

  static final String TOPIC = "numbers";

  private EmbeddedProcess() {}

  public static void main(String[] arguments) throws IOException {
    long start = System.nanoTime();
    Path path = Path.of(arguments[0]);
    Logs.toFile(path.resolve("weft.log"));
    DataFolder folder = DataFolder.open(path);
    folder.claim(Map.of("pipeline", "numbers"));
    Secrets.put("source.password", arguments[1]);
    EmbeddedConnect connect = EmbeddedConnect.start(folder);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  connect.close();
                  folder.close();
                }));
    ConnectClient client = new ConnectClient(connect.restUri());
    client.put("numbers", settings());
    ConnectorStatus status = client.awaitRunning("numbers", Duration.ofSeconds(30)).orElseThrow();
    System.out.println(
        (status.isRunning() ? "ready " : status.toString())
            + connect.bootstrapServers()
            + " "
            + (System.nanoTime() - start) / 1_000_000);
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("connector.class", CountingSource.class.getName());
    settings.put("tasks.max", "1");
    settings.put("topic", TOPIC);
    settings.put(CountingSource.PASSWORD, Secrets.reference("source.password"));
    settings.put("exactly.once.support", "required");
    settings.put("topic.creation.default.partitions", "1");
    settings.put("topic.creation.default.replication.factor", "1");
    return settings;
  }
}
