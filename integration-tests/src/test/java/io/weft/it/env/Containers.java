package io.weft.it.env;

import io.weft.postgres.PostgresUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** Database servers from container images. */
public final class Containers {

  private static final int PORT = 5432;

  private Containers() {}

  /** Skips the test where there is no Docker. */
  public static void require() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw Skip.because("no Docker: tests on container images are left out");
    }
  }

  /**
   * A server that speaks logical replication, not started yet.
   *
   * @param settings {@code name=value}
   */
  @SuppressWarnings("resource") // the caller closes it
  public static GenericContainer<?> postgres(String image, List<String> settings) {
    List<String> command = new ArrayList<>(List.of("postgres"));
    Stream.concat(
            Stream.of("wal_level=logical", "max_prepared_transactions=50", "fsync=off"),
            settings.stream())
        .forEach(setting -> command.addAll(List.of("-c", setting)));
    return new GenericContainer<>(DockerImageName.parse(image))
        .withExposedPorts(PORT)
        .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
        .withCommand(command.toArray(String[]::new))
        // once for the server that sets the database up, once for the one that stays
        .waitingFor(Wait.forLogMessage(".*database system is ready to accept connections.*\\s", 2));
  }

  /**
   * The server in a started container.
   *
   * @param extension is created in each new database; empty for none
   */
  public static Server server(GenericContainer<?> container, Optional<String> extension) {
    String uri =
        "postgresql://postgres@%s:%d/postgres"
            .formatted(container.getHost(), container.getMappedPort(PORT));
    return new Server(PostgresUri.parse(uri), extension);
  }
}
