package io.weft.avro.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A registry server for all tests of this module: Apicurio, with what it holds in memory. It starts
 * with the first test that needs it, and ends with this JVM.
 */
public final class ApicurioServer {

  /** Where the build unpacks it to. */
  private static final Path FOLDER = Path.of("target", "apicurio");

  private static final Duration START = Duration.ofMinutes(3);

  private static ApicurioServer shared;

  private final Process process;
  private final String url;

  private ApicurioServer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** The running server; skips the test where the build has not unpacked it. */
  public static synchronized ApicurioServer shared() {
    if (shared == null || !shared.process.isAlive()) {
      Optional<Path> jar = jar();
      if (jar.isEmpty()) {
        String reason = "no registry server in " + FOLDER + ": tests against it are left out";
        System.out.println("SKIPPED: " + reason);
        return Assumptions.abort(reason);
      }
      shared = start(jar.get());
    }
    return shared;
  }

  /** What {@code schema.registry.url} is set to. */
  public String url() {
    return url;
  }

  private static Optional<Path> jar() {
    if (!Files.isDirectory(FOLDER)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith("-runner.jar")).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ApicurioServer start(Path jar) {
    try {
      int port = freePort();
      Path log = Path.of("target", "apicurio.log").toAbsolutePath();
      Process process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-XX:TieredStopAtLevel=1",
                      "-Xmx512m",
                      "-Dquarkus.http.host=127.0.0.1",
                      "-Dquarkus.http.port=" + port,
                      "-jar",
                      jar.toAbsolutePath().toString()))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "apicurio-end"));
      String url = "http://127.0.0.1:" + port + "/apis/ccompat/v7";
      awaitReady(process, url, log);
      return new ApicurioServer(process, url);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The start of the registry server was interrupted", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitReady(Process process, String url, Path log)
      throws InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/subjects")).timeout(START).build();
    long end = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < end && !process.waitFor(200, TimeUnit.MILLISECONDS)) {
      try {
        if (client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // not yet
      }
    }
    process.destroyForcibly();
    throw new IllegalStateException("The registry server did not start; see " + log);
  }
}
