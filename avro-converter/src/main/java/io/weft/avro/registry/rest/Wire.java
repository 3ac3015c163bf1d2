package io.weft.avro.registry.rest;

import io.weft.avro.registry.RegistryConfig;
import io.weft.avro.registry.RegistryKeys;
import io.weft.avro.registry.Waits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Sends one request and waits for the whole of its answer, for a bounded time. */
final class Wire {

  /** The largest schemas in use have a tenth of it. */
  static final int LIMIT_BYTES = 16 * 1024 * 1024;

  private final HttpClient client;
  private final Duration limit;
  private final Waits waits;

  Wire(RegistryConfig config, Waits waits) {
    Duration connect = Duration.ofMillis(config.number(RegistryKeys.CONNECT_TIMEOUT));
    this.limit = connect.plusMillis(config.number(RegistryKeys.READ_TIMEOUT));
    this.waits = waits;
    Tls tls = Tls.of(config.tls());
    // No redirects: they would take the credentials to another host.
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connect)
            .sslContext(tls.context())
            .sslParameters(tls.parameters());
    String proxy = config.text(RegistryKeys.PROXY_HOST).trim();
    if (!proxy.isEmpty()) {
      int port = config.number(RegistryKeys.PROXY_PORT);
      builder.proxy(ProxySelector.of(InetSocketAddress.createUnresolved(proxy, port)));
    }
    this.client = builder.build();
  }

  /**
   * Sends a request.
   *
   * @throws IOException if no answer comes, or not the whole of it in time; its message says why
   */
  Answer send(HttpRequest request, String source) throws IOException {
    try {
      HttpResponse<byte[]> response =
          waits.await(client.sendAsync(request, info -> new BoundedBody(LIMIT_BYTES)), limit);
      String body = new String(response.body(), StandardCharsets.UTF_8);
      return new Answer(source, response.statusCode(), response.headers(), body);
    } catch (TimeoutException e) {
      throw new IOException("its answer was not complete after " + limit.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BoundedBody.TooLarge tooLarge) {
        throw tooLarge;
      }
      throw new IOException(Failures.reason(e.getCause()), e.getCause());
    }
  }
}
