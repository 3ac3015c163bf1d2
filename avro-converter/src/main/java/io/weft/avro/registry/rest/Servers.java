package io.weft.avro.registry.rest;

import io.weft.avro.registry.RegistryConfig;
import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.RegistryKeys;
import io.weft.avro.registry.RegistryUnavailableException;
import io.weft.avro.registry.RegistryUrl;
import io.weft.avro.registry.Waits;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers of one registry, of which any may answer a call: they are tried in turn, from the one
 * that answered last, and after a pause from there again, for a bounded number of rounds.
 */
final class Servers {

  private static final Logger log = LoggerFactory.getLogger(Servers.class);
  private static final String JSON = "application/vnd.schemaregistry.v1+json";

  private final List<RegistryUrl> urls;
  private final Map<String, String> extraHeaders;
  private final int rounds;
  private final long firstWaitMs;
  private final long maxWaitMs;
  private final Wire wire;
  private final Credentials credentials;
  private final Waits waits;
  private volatile int good;

  Servers(RegistryConfig config, Waits waits) {
    this.urls = config.urls();
    this.extraHeaders = config.headers();
    this.rounds = config.number(RegistryKeys.RETRIES) + 1;
    this.firstWaitMs = config.number(RegistryKeys.RETRY_WAIT);
    this.maxWaitMs = config.number(RegistryKeys.RETRY_MAX_WAIT);
    this.waits = waits;
    this.wire = new Wire(config, waits);
    this.credentials = Credentials.of(config, wire);
    this.good =
        config.flag(RegistryKeys.URL_RANDOMIZE)
            ? ThreadLocalRandom.current().nextInt(urls.size())
            : 0;
  }

  /**
   * What the first server answers that answers for good, be it a refusal.
   *
   * @throws RegistryUnavailableException if none does
   */
  Answer ask(Call call) {
    Throwable cause = null;
    String reason = "";
    for (int round = 0; round < rounds; round++) {
      if (round > 0) {
        waits.pause(pauseBefore(round));
      }
      int first = good;
      for (int i = 0; i < urls.size(); i++) {
        int at = (first + i) % urls.size();
        try {
          Answer answer = send(urls.get(at), call);
          if (!answer.isTransient()) {
            good = at;
            return answer;
          }
          cause = null;
          reason = "it answered " + answer.status() + ": " + answer.message();
        } catch (BoundedBody.TooLarge e) {
          throw new RegistryException(
              "The registry at "
                  + urls.get(at)
                  + " cannot "
                  + call.action()
                  + ": "
                  + e.getMessage()
                  + ", which no schema is. Check that schema.registry.url leads to a registry.",
              e);
        } catch (IOException e) {
          cause = e;
          reason = e.getMessage();
        }
        int attempt = round * urls.size() + i + 1;
        int attempts = rounds * urls.size();
        log.warn(
            "The registry at {} failed to {} (attempt {} of {}): {}",
            urls.get(at),
            call.action(),
            attempt,
            attempts,
            reason);
      }
    }
    throw new RegistryUnavailableException(
        "No registry of "
            + urls
            + " answered the request to "
            + call.action()
            + ", in "
            + rounds * urls.size()
            + " attempts; the last failed because "
            + reason
            + ". Check that the registry runs, and schema.registry.url.",
        cause);
  }

  private Answer send(RegistryUrl url, Call call) throws IOException {
    Answer answer = wire.send(request(url, call), url.toString());
    if (answer.status() == 401 && credentials.renew()) {
      return wire.send(request(url, call), url.toString());
    }
    return answer;
  }

  private HttpRequest request(RegistryUrl url, Call call) throws IOException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(url.resolve(call.path()))
            .setHeader("Accept", JSON + ", application/json");
    extraHeaders.forEach(builder::setHeader);
    credentials.headers(url).forEach(builder::setHeader);
    call.body()
        .ifPresent(
            body ->
                builder
                    .setHeader("Content-Type", JSON)
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
    return builder.build();
  }

  /** Doubles with each round; by chance down to half of it. */
  private Duration pauseBefore(int round) {
    long most = Math.min(maxWaitMs, firstWaitMs << Math.min(round - 1, 20));
    return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
  }
}
