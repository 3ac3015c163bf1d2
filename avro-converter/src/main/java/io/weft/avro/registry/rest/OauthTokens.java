package io.weft.avro.registry.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weft.avro.registry.RegistryConfig;
import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.RegistryKeys;
import io.weft.avro.registry.RegistryUrl;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Tokens of an OAuth server, for a client's id and secret (RFC 6749, section 4.4). One is kept for
 * four fifths of its life. Threads that come while there is none ask each for themselves, and wait
 * for no other.
 */
final class OauthTokens implements Credentials {

  private static final long UNKNOWN_LIFE_SECONDS = 60;

  private final String endpoint;
  private final HttpRequest request;
  private final Map<String, String> fixedHeaders = new HashMap<>();
  private final Wire wire;
  private volatile Token token;

  OauthTokens(RegistryConfig config, Wire wire) {
    this.wire = wire;
    String url = config.text(RegistryKeys.OAUTH_URL).trim();
    this.endpoint = url.replaceFirst("\\?.*", "");
    String client =
        config.text(RegistryKeys.OAUTH_CLIENT).trim()
            + ":"
            + config.secret(RegistryKeys.OAUTH_SECRET).trim();
    String scope = config.text(RegistryKeys.OAUTH_SCOPE).trim();
    String form =
        "grant_type=client_credentials"
            + (scope.isEmpty() ? "" : "&scope=" + URLEncoder.encode(scope, StandardCharsets.UTF_8));
    this.request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8)))
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    fix("target-sr-cluster", config.text(RegistryKeys.OAUTH_CLUSTER));
    fix("Confluent-Identity-Pool-Id", config.text(RegistryKeys.OAUTH_POOL));
  }

  private void fix(String header, String value) {
    if (!value.isBlank()) {
      fixedHeaders.put(header, value.trim());
    }
  }

  @Override
  public Map<String, String> headers(RegistryUrl url) throws IOException {
    Token current = token;
    if (current == null || System.nanoTime() - current.staleAtNanos >= 0) {
      current = fetch();
      token = current;
    }
    Map<String, String> headers = new HashMap<>(fixedHeaders);
    headers.put("Authorization", "Bearer " + current.text);
    return headers;
  }

  @Override
  public boolean renew() {
    token = null;
    return true;
  }

  private Token fetch() throws IOException {
    Answer answer;
    try {
      answer = wire.send(request, endpoint);
    } catch (IOException e) {
      throw new IOException("no token came from " + endpoint + ": " + e.getMessage(), e);
    }
    if (answer.isTransient()) {
      throw new IOException("no token came from " + endpoint + ": it answered " + answer.status());
    }
    String text = answer.json().map(json -> json.path("access_token").asText("")).orElse("").trim();
    if (!answer.isSuccess() || text.isEmpty()) {
      throw new RegistryException(
          "The OAuth server at "
              + endpoint
              + " gave no token for the registry, but answered "
              + answer.status()
              + answer.json().map(json -> " " + json.path("error").asText("")).orElse("")
              + ". Check bearer.auth.client.id, bearer.auth.client.secret, bearer.auth.scope and"
              + " bearer.auth.issuer.endpoint.url.");
    }
    long life =
        answer
            .json()
            .map(json -> json.path("expires_in").asLong(0))
            .filter(seconds -> seconds > 0)
            .orElseGet(() -> lifeOf(text).orElse(UNKNOWN_LIFE_SECONDS));
    return new Token(text, System.nanoTime() + life * 800_000_000L);
  }

  /** What the token itself says of its end (RFC 7519, section 4.1.4). */
  private static OptionalLong lifeOf(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return OptionalLong.empty();
    }
    try {
      JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
      long end = claims.path("exp").asLong(0);
      return end == 0
          ? OptionalLong.empty()
          : OptionalLong.of(Math.max(0, end - System.currentTimeMillis() / 1000));
    } catch (IOException | IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  private static final class Token {
    private final String text;
    private final long staleAtNanos;

    Token(String text, long staleAtNanos) {
      this.text = text;
      this.staleAtNanos = staleAtNanos;
    }
  }
}
