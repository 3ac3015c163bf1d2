package io.weft.avro.registry.rest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The same server as people run it in a container. */
class ApicurioContainerTest extends RegistryServerContract {

  private static final String IMAGE = "apicurio/apicurio-registry-mem:2.6.13.Final";
  private static final String PATH = "/apis/ccompat/v7";
  private static final int PORT = 8080;

  private static GenericContainer<?> container;

  @BeforeAll
  static void start() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      String reason = "no Docker: tests against " + IMAGE + " are left out";
      System.out.println("SKIPPED: " + reason);
      Assumptions.abort(reason);
    }
    container =
        new GenericContainer<>(DockerImageName.parse(IMAGE))
            .withExposedPorts(PORT)
            .waitingFor(Wait.forHttp(PATH + "/subjects").forPort(PORT));
    container.start();
  }

  @AfterAll
  static void stop() {
    if (container != null) {
      container.stop();
    }
  }

  @Override
  String url() {
    return "http://" + container.getHost() + ":" + container.getMappedPort(PORT) + PATH;
  }
}
