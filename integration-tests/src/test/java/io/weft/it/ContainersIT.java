package io.weft.it;

import io.weft.it.env.Containers;
import io.weft.it.env.Server;
import io.weft.it.scenario.Scenario;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;

/** The servers that people run in containers. */
class ContainersIT {

  private static final String POSTGRES = "postgres:17";
  private static final String CITUS = "citusdata/citus:13.0";

  /** The coordinator holds the shards itself, and reaches them without a certificate. */
  private static final List<String> CITUS_SETTINGS =
      List.of("shared_preload_libraries=citus", "citus.node_conninfo=sslmode=prefer");

  @BeforeAll
  static void requireDocker() {
    Containers.require();
  }

  @Test
  void postgresImageIsASourceAndATarget() {
    try (GenericContainer<?> container = Containers.postgres(POSTGRES, List.of())) {
      container.start();
      Server server = Containers.server(container, Optional.empty());
      ScenarioRun.of(Scenario.named("basic-changes"), server, server, "postgresql.sql").play();
    }
  }

  @Test
  void citusImageIsATarget() {
    try (GenericContainer<?> container = Containers.postgres(CITUS, CITUS_SETTINGS)) {
      container.start();
      Server server = Containers.server(container, Optional.of("citus"));
      ScenarioRun.of(Scenario.named("distributed-tables"), Server.shared(), server, "citus.sql")
          .play();
    }
  }
}
