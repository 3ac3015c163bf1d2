package io.weft.benchmarks.env;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Apicurio's schema registry, with its schemas in memory, in a process of its own. */
public final class RegistryServer implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final long PAUSE_MS = 200;

  private final Process process;
  private final String url;

  private RegistryServer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts it on a free port; returns when it answers.
   *
   * @param log a file for what it prints
   */
  public static RegistryServer start(Path log) throws IOException, InterruptedException {
    int port = freePort();
    Process process =
        new ProcessBuilder(
                Jvm.java(),
                "-Xmx384m",
                "-Dquarkus.http.host=" + LOOPBACK,
                "-Dquarkus.http.port=" + port,
                "-jar",
                jar().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    RegistryServer server =
        new RegistryServer(process, "http://%s:%d/apis/registry/v2".formatted(LOOPBACK, port));
    try {
      server.awaitAnswer();
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(Rivals.registry())) {
      return files
          .filter(file -> file.toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/system/info"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long end = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!answers(http, request)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("The schema registry did not start");
      }
      Thread.sleep(PAUSE_MS);
    }
  }

  private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  /** What {@code apicurio.registry.url} takes. */
  public String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
