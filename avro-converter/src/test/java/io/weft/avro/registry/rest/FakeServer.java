package io.weft.avro.registry.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.weft.avro.registry.RegistryConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A server that answers as it is told, to stand for a registry with faults. */
public final class FakeServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Behaviour> next = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Behaviour last = exchange -> send(exchange, 500, "{}");

  private FakeServer(HttpServer server) {
    this.server = server;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public static FakeServer start() {
    try {
      return new FakeServer(HttpServer.create(loopback(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FakeServer startTls(SSLContext context) {
    try {
      HttpsServer server = HttpsServer.create(loopback(), 0);
      server.setHttpsConfigurator(
          new HttpsConfigurator(context) {
            @Override
            public void configure(com.sun.net.httpserver.HttpsParameters parameters) {
              var wanted = context.getDefaultSSLParameters();
              wanted.setWantClientAuth(true);
              parameters.setSSLParameters(wanted);
            }
          });
      return new FakeServer(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    requests.add(
        new Request(
            exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
    Behaviour behaviour = next.poll();
    (behaviour == null ? last : behaviour).handle(exchange);
    exchange.close();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    boolean html = body.startsWith("<");
    exchange.getResponseHeaders().set("Content-Type", html ? "text/html" : "application/json");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** What each request gets that {@link #once} says nothing of. */
  public void answer(int status, String body) {
    last = exchange -> send(exchange, status, body);
  }

  /** What one further request gets, after those that were told of before. */
  public void once(int status, String body) {
    next.add(exchange -> send(exchange, status, body));
  }

  void behave(Behaviour behaviour) {
    last = behaviour;
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Settings of a registry at this server, with short waits. */
  public Map<String, String> settings() {
    return settings(url());
  }

  static Map<String, String> settings(String urls) {
    return new HashMap<>(
        Map.of(
            "schema.registry.url", urls,
            "max.retries", "2",
            "retries.wait.ms", "10",
            "retries.max.wait.ms", "20",
            "http.connect.timeout.ms", "1000",
            "http.read.timeout.ms", "1000"));
  }

  /** A registry with these settings and some others. */
  static RestSchemaRegistry open(Map<String, String> settings, String... keysAndValues) {
    Map<String, String> all = new HashMap<>(settings);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      all.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new RestSchemaRegistry(RegistryConfig.of(all));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** How a request is answered. */
  @FunctionalInterface
  interface Behaviour {
    void handle(HttpExchange exchange) throws IOException;
  }

  /** What came, with the names of headers as Java's server writes them. */
  public record Request(String method, String uri, Map<String, String> headers, String body) {}
}
