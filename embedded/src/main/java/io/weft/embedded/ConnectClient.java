package io.weft.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A client of Kafka Connect's REST interface, of the embedded worker or of any cluster.
 *
 * <p>A cluster that answers 409 is only rebalancing, and a worker that starts answers 503 or not in
 * time: both are asked again for a while.
 */
public final class ConnectClient {

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(100);
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(60);
  private static final long POLL_MS = 100;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final URI base;
  private final Predicate<String> isAlive;

  /**
   * @param base the worker's address, such as {@code http://127.0.0.1:8083}
   */
  public ConnectClient(URI base) {
    this(base, worker -> true);
  }

  private ConnectClient(URI base, Predicate<String> isAlive) {
    this.base = URI.create(base.toString().replaceAll("/+$", ""));
    this.isAlive = isAlive;
  }

  /** A client of a worker that is alone: others of which Connect tells are its former lives. */
  static ConnectClient ofOnlyWorker(URI base) {
    return new ConnectClient(base, base.getAuthority()::equals);
  }

  /** The names of the deployed connectors. */
  public List<String> connectors() throws IOException {
    List<String> names = new ArrayList<>();
    require(call("GET", "/connectors", null)).forEach(name -> names.add(name.asText()));
    return names;
  }

  /**
   * Asks Connect what is wrong with a connector's settings.
   *
   * @param settings with {@code connector.class}
   * @return every complaint, as {@code setting: what is wrong}; empty if it may be deployed
   */
  public List<String> validate(String name, Map<String, String> settings) throws IOException {
    String type = settings.get("connector.class");
    JsonNode answer =
        require(
            call(
                "PUT",
                "/connector-plugins/" + encode(type) + "/config/validate",
                named(name, settings)));
    List<String> errors = new ArrayList<>();
    for (JsonNode config : answer.path("configs")) {
      JsonNode value = config.path("value");
      for (JsonNode error : value.path("errors")) {
        errors.add(value.path("name").asText() + ": " + error.asText());
      }
    }
    return errors;
  }

  /**
   * Deploys a connector, or changes its settings; does nothing if it runs with just these.
   *
   * @throws IOException if Connect refuses; the message is Connect's
   */
  public void put(String name, Map<String, String> settings) throws IOException {
    if (settings(name).filter(known -> isSame(known, name, settings)).isEmpty()) {
      require(call("PUT", "/connectors/" + encode(name) + "/config", settings));
    }
  }

  private static boolean isSame(
      Map<String, String> known, String name, Map<String, String> wanted) {
    return known.equals(named(name, wanted));
  }

  private static Map<String, String> named(String name, Map<String, String> settings) {
    Map<String, String> named = new HashMap<>(settings);
    named.put("name", name);
    return named;
  }

  /** The settings of a connector, if it is deployed. */
  public Optional<Map<String, String>> settings(String name) throws IOException {
    Answer answer = call("GET", "/connectors/" + encode(name) + "/config", null);
    if (answer.status == 404) {
      return Optional.empty();
    }
    return Optional.of(texts(require(answer)));
  }

  /** What a connector does, if it is deployed and has been started. */
  public Optional<ConnectorStatus> status(String name) throws IOException {
    Answer answer = call("GET", "/connectors/" + encode(name) + "/status", null);
    return answer.status == 404
        ? Optional.empty()
        : Optional.of(ConnectorStatus.of(name, require(answer), isAlive));
  }

  /**
   * Waits until a connector and at least one task of it run.
   *
   * @return the status that ended the wait: running, failed, or what it was when the time was over
   */
  public Optional<ConnectorStatus> awaitRunning(String name, Duration timeout) throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      Optional<ConnectorStatus> status = status(name);
      boolean settled = status.map(s -> s.isRunning() || s.failure().isPresent()).orElse(false);
      if (settled || System.nanoTime() > end) {
        return status;
      }
      sleep();
    }
  }

  /**
   * A source offset that Connect has stored.
   *
   * @param partition what it is an offset of
   */
  public record SourceOffset(Map<String, String> partition, Map<String, String> offset) {}

  /** What Connect has stored of a source connector; empty if nothing. */
  public List<SourceOffset> sourceOffsets(String name) throws IOException {
    List<SourceOffset> offsets = new ArrayList<>();
    for (JsonNode entry :
        require(call("GET", "/connectors/" + encode(name) + "/offsets", null)).path("offsets")) {
      offsets.add(new SourceOffset(texts(entry.path("partition")), texts(entry.path("offset"))));
    }
    return offsets;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  /** Restarts a connector's failed parts: itself and its tasks. */
  public void restartFailed(String name) throws IOException {
    require(
        call(
            "POST",
            "/connectors/" + encode(name) + "/restart?includeTasks=true&onlyFailed=true",
            null));
  }

  /** Removes a connector; its offsets stay. Does nothing if there is none. */
  public void delete(String name) throws IOException {
    Answer answer = call("DELETE", "/connectors/" + encode(name), null);
    if (answer.status != 404) {
      require(answer);
    }
  }

  private record Answer(int status, JsonNode body) {}

  private static JsonNode require(Answer answer) throws IOException {
    if (answer.status >= 300) {
      String message = answer.body.path("message").asText("");
      throw new IOException(
          "Kafka Connect answered "
              + answer.status
              + (message.isEmpty() ? "" : ": " + ConnectorStatus.oneLine(message)));
    }
    return answer.body;
  }

  private Answer call(String method, String path, Object body) throws IOException {
    long end = System.nanoTime() + BUSY_TIMEOUT.toNanos();
    while (true) {
      HttpResponse<byte[]> response = send(method, path, body);
      if (!isBusy(response) || System.nanoTime() > end) {
        return new Answer(response.statusCode(), read(response.body()));
      }
      sleep();
    }
  }

  /** Reading a configuration while a rebalance is due is answered by 500, unlike all else. */
  private static boolean isBusy(HttpResponse<byte[]> response) {
    return switch (response.statusCode()) {
      case 409, 503 -> true;
      case 500 ->
          new String(response.body(), StandardCharsets.UTF_8).contains("rebalance is expected");
      default -> false;
    };
  }

  private static JsonNode read(byte[] body) {
    try {
      return body.length == 0 ? JSON.missingNode() : JSON.readTree(body);
    } catch (IOException e) {
      return JSON.createObjectNode().put("message", new String(body, StandardCharsets.UTF_8));
    }
  }

  private HttpResponse<byte[]> send(String method, String path, Object body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(REQUEST_TIMEOUT)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build();
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (IOException e) {
      throw new IOException(
          "Kafka Connect at " + base + " does not answer: " + Causes.reason(e), e);
    }
  }

  private static void sleep() throws IOException {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("Interrupted while waiting for Kafka Connect");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
