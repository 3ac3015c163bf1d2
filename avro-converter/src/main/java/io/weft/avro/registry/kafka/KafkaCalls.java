package io.weft.avro.registry.kafka;

import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.RegistryUnavailableException;
import io.weft.avro.registry.Waits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Waits for Kafka's answers, and says in a registry's terms why there is none. */
final class KafkaCalls {

  private final String topic;
  private final Duration limit;
  private final Waits waits;

  KafkaCalls(String topic, Duration limit, Waits waits) {
    this.topic = topic;
    this.limit = limit;
    this.waits = waits;
  }

  Duration limit() {
    return limit;
  }

  void pause(Duration time) {
    waits.pause(time);
  }

  /**
   * What Kafka answers.
   *
   * @param action what it is to do, for messages
   * @throws ExecutionException what it says instead
   * @throws RegistryUnavailableException if it says nothing in time
   */
  <T> T await(KafkaFuture<T> answer, String action) throws ExecutionException {
    CompletableFuture<T> own = new CompletableFuture<>(); // Kafka's cannot be cancelled
    KafkaFuture<T> unused =
        answer.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                own.complete(value);
              } else {
                own.completeExceptionally(failure);
              }
            });
    return await(own, action);
  }

  <T> T await(CompletableFuture<T> answer, String action) throws ExecutionException {
    try {
      return waits.await(answer, limit);
    } catch (TimeoutException e) {
      throw new RegistryUnavailableException(
          failed(action)
              + "no answer came within "
              + limit.toMillis()
              + " ms. Check that the brokers run, and schema.registry.kafka.bootstrap.servers.",
          e);
    }
  }

  /** Turns Kafka's failure into the registry's. */
  RuntimeException failure(Throwable cause, String action) {
    String message = failed(action) + cause.getMessage();
    if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
      return new RegistryException(
          message
              + " Check schema.registry.kafka.security.protocol, schema.registry.kafka.sasl.*,"
              + " schema.registry.kafka.ssl.*, and that the user may describe, read and write the"
              + " topic, and create it if it is absent.",
          cause);
    }
    if (cause instanceof ConfigException) {
      return new RegistryException(message + " Check schema.registry.kafka.*.", cause);
    }
    if (cause instanceof PolicyViolationException
        || cause instanceof InvalidTopicException
        || cause instanceof InvalidConfigurationException
        || cause instanceof UnsupportedVersionException) {
      return new RegistryException(message + " Check schema.registry.kafka.topic.", cause);
    }
    if (cause instanceof RecordTooLargeException) {
      return new RegistryException(
          message
              + " The schema is too large for a record; raise"
              + " schema.registry.kafka.max.request.size and the topic's max.message.bytes.",
          cause);
    }
    return new RegistryUnavailableException(message, cause);
  }

  private String failed(String action) {
    return "Kafka did not " + action + " of the schemas' topic " + topic + ": ";
  }
}
