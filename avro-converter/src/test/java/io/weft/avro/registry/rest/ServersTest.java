package io.weft.avro.registry.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weft.avro.Logged;
import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.RegistryUnavailableException;
import io.weft.avro.registry.TestSchemas;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that fail, dawdle, or are none. */
@Timeout(30)
class ServersTest {

  private static final String FOUND = "{\"id\": 7}";

  private final FakeServer server = FakeServer.start();
  private final Schema schema = TestSchemas.record("Order");

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 408, 429})
  void passingFaultIsTriedAgain(int status) {
    server.once(status, "<html>not now</html>");
    server.once(status, "{}");
    server.answer(200, FOUND);
    try (RestSchemaRegistry registry = FakeServer.open(server.settings())) {
      assertThat(registry.register("s", schema)).isEqualTo(7);
    }
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void lastingFaultEndsAfterTheRetries() {
    server.answer(503, "{\"error_code\": 50301, \"message\": \"no leader\"}");
    try (RestSchemaRegistry registry = FakeServer.open(server.settings())) {
      assertThatThrownBy(() -> registry.register("s", schema))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContainingAll(server.url(), "3 attempts", "503", "no leader");
    }
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void warningsNameTheAttemptButNeitherUserNorPassword() {
    server.answer(503, "{}");
    String url = server.url().replace("http://", "http://joe:secret@");
    List<String> lines =
        Logged.by(
            Servers.class.getName(),
            () -> {
              try (RestSchemaRegistry registry = FakeServer.open(FakeServer.settings(url))) {
                assertThatThrownBy(() -> registry.register("s", schema))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageNotContainingAny("joe", "secret");
              }
            });
    assertThat(lines)
        .hasSize(3)
        .allMatch(line -> line.contains(server.url()) && line.contains("of 3): it answered 503"))
        .noneMatch(line -> line.contains("joe") || line.contains("secret"));
  }

  @Test
  void nextServerIsAskedWhenOneIsDownAndThenFirst() throws IOException {
    server.answer(200, FOUND);
    String urls = "http://127.0.0.1:" + freePort() + "," + server.url();
    try (RestSchemaRegistry registry =
        FakeServer.open(FakeServer.settings(urls), "max.retries", "0")) {
      assertThat(registry.register("s", schema)).isEqualTo(7);
      assertThat(registry.register("t", schema)).isEqualTo(7);
    }
  }

  @Test
  void nextServerIsAskedWhenOneFails() {
    try (FakeServer failing = FakeServer.start()) {
      failing.answer(500, "{}");
      server.answer(200, FOUND);
      String urls = failing.url() + "," + server.url();
      try (RestSchemaRegistry registry = FakeServer.open(FakeServer.settings(urls))) {
        registry.register("s", schema);
        registry.register("t", schema);
      }
      assertThat(failing.requests()).hasSize(1);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void absentServerIsNamed() throws IOException {
    String url = "http://127.0.0.1:" + freePort();
    try (RestSchemaRegistry registry = FakeServer.open(FakeServer.settings(url))) {
      assertThatThrownBy(() -> registry.register("s", schema))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContainingAll(url, "takes no connections", "schema.registry.url");
    }
  }

  @Test
  void unknownHostIsNamed() {
    try (RestSchemaRegistry registry =
        FakeServer.open(FakeServer.settings("http://joe:secret@nowhere.invalid"))) {
      assertThatThrownBy(() -> registry.register("s", schema))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContainingAll("http://nowhere.invalid", "not known")
          .hasMessageNotContainingAny("joe", "secret");
    }
  }

  @Test
  void silentServerIsGivenUpInTime() {
    server.behave(exchange -> LockSupport.parkNanos(Duration.ofSeconds(20).toNanos()));
    assertGivenUp();
  }

  @Test
  void tricklingServerIsGivenUpInTime() {
    server.behave(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 100; i++) {
              out.write(' ');
              out.flush();
              LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
          }
        });
    assertGivenUp();
  }

  private void assertGivenUp() {
    long start = System.nanoTime();
    try (RestSchemaRegistry registry =
        FakeServer.open(server.settings(), "max.retries", "0", "http.read.timeout.ms", "500")) {
      assertThatThrownBy(() -> registry.register("s", schema))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("not complete after 1500 ms");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
  }

  @Test
  void hugeAnswerIsNotReadToItsEnd() {
    server.behave(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] part = new byte[1 << 20];
          try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 1000; i++) {
              out.write(part);
            }
          }
        });
    try (RestSchemaRegistry registry =
        FakeServer.open(server.settings(), "http.read.timeout.ms", "20000")) {
      assertThatThrownBy(() -> registry.register("s", schema))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll("larger than", server.url());
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void pageInsteadOfJsonIsNamed() {
    server.answer(200, "<html>Please log in</html>");
    try (RestSchemaRegistry registry = FakeServer.open(server.settings())) {
      assertThatThrownBy(() -> registry.schema(1, "s"))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll("expected an object of JSON", "text/html", "proxy");
    }
  }

  @Test
  void jsonWithoutAnIdIsNamed() {
    server.answer(200, "{\"id\": \"seven\"}");
    try (RestSchemaRegistry registry = FakeServer.open(server.settings())) {
      assertThatThrownBy(() -> registry.register("s", schema))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("whole number 'id'");
    }
  }

  @Test
  void redirectIsNotFollowed() {
    server.behave(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://elsewhere.invalid/");
          exchange.sendResponseHeaders(302, -1);
        });
    try (RestSchemaRegistry registry = FakeServer.open(server.settings())) {
      assertThatThrownBy(() -> registry.schema(1, "s"))
          .isInstanceOf(RegistryException.class)
          .hasMessageContainingAll("302", "schema.registry.url");
    }
  }

  @Test
  void closeFreesWhoWaitsForAnAnswer() {
    server.behave(exchange -> LockSupport.parkNanos(Duration.ofSeconds(20).toNanos()));
    RestSchemaRegistry registry =
        FakeServer.open(server.settings(), "http.read.timeout.ms", "60000");
    assertFreedByClose(registry);
  }

  @Test
  void closeFreesWhoWaitsForTheNextAttempt() {
    server.answer(503, "{}");
    RestSchemaRegistry registry =
        FakeServer.open(
            server.settings(), "retries.wait.ms", "60000", "retries.max.wait.ms", "60000");
    assertFreedByClose(registry);
  }

  private void assertFreedByClose(RestSchemaRegistry registry) {
    CompletableFuture<Integer> waiting =
        CompletableFuture.supplyAsync(() -> registry.register("s", schema));
    await().until(() -> !server.requests().isEmpty());
    LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    assertThat(waiting).isNotDone();

    registry.close();

    assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void interruptEndsTheWaitAndStays() {
    server.behave(exchange -> LockSupport.parkNanos(Duration.ofSeconds(20).toNanos()));
    try (RestSchemaRegistry registry = FakeServer.open(server.settings())) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> registry.register("s", schema))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
