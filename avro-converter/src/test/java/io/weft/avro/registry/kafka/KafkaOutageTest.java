package io.weft.avro.registry.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weft.avro.registry.RegistryConfig;
import io.weft.avro.registry.RegistryUnavailableException;
import io.weft.avro.registry.SchemaRegistry;
import io.weft.avro.registry.SharedBroker;
import io.weft.avro.registry.TestSchemas;
import io.weft.embedded.KafkaBroker;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is not there, or not always. */
@Timeout(120)
class KafkaOutageTest {

  private final Schema schema = TestSchemas.record("Order");
  private final Schema longer = TestSchemas.longer("Order");

  private static KafkaSchemaRegistry open(int port, String timeoutMs) {
    Map<String, String> settings = SharedBroker.settings("127.0.0.1:" + port, "_schemas");
    settings.put("schema.registry.kafka.default.api.timeout.ms", timeoutMs);
    return new KafkaSchemaRegistry(RegistryConfig.of(settings));
  }

  @Test
  void outagesAreBoundedAndPass(@TempDir Path folder) throws IOException {
    int port = freePort();
    try (SchemaRegistry registry = open(port, "2000")) {
      assertUnavailable(registry, schema);

      KafkaBroker broker = KafkaBroker.start(folder.resolve("data"), port);
      int id = registerWhenUp(registry, schema);
      broker.close();

      assertUnavailable(registry, longer);
      assertThat(registry.register("s", schema)).isEqualTo(id);
      assertThat(registry.schema(id, "s")).isEqualTo(schema);

      broker = KafkaBroker.start(folder.resolve("data"), port);
      try (SchemaRegistry late = open(port, "20000")) {
        int longerId = registerWhenUp(registry, longer);
        assertThat(late.schema(id, "s")).isEqualTo(schema);
        assertThat(late.idOf("s", longer)).isEqualTo(longerId);
        assertThat(late.version("s", longer)).hasValue(2);
      } finally {
        broker.close();
      }
    }
  }

  private static void assertUnavailable(SchemaRegistry registry, Schema schema) {
    long start = System.nanoTime();
    assertThatThrownBy(() -> registry.register("s", schema))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("_schemas");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  private static int registerWhenUp(SchemaRegistry registry, Schema schema) {
    return await()
        .atMost(Duration.ofSeconds(40))
        .ignoreExceptionsInstanceOf(RegistryUnavailableException.class)
        .until(() -> registry.register("s", schema), id -> id > 0);
  }

  @Test
  void closeFreesWhoWaits() throws Exception {
    KafkaSchemaRegistry registry = open(freePort(), "60000");
    CompletableFuture<Integer> waiting =
        CompletableFuture.supplyAsync(() -> registry.register("s", schema));
    assertThatThrownBy(() -> waiting.get(500, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    registry.close();

    assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("closed");
  }

  /** As in a cluster whose name service starts later than the worker. */
  @Test
  void brokerWhoseNameIsNotKnownYetIsAskedAgain() {
    Map<String, String> settings = SharedBroker.settings("weft-test.invalid:9092", "_schemas");
    try (SchemaRegistry registry = new KafkaSchemaRegistry(RegistryConfig.of(settings))) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> registry.register("s", schema))
            .isInstanceOf(RegistryUnavailableException.class)
            .hasMessageContainingAll("weft-test.invalid:9092", "bootstrap.servers");
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
