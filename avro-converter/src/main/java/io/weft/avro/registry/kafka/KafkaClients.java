package io.weft.avro.registry.kafka;

import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.RegistryUnavailableException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the clients that reach the schemas' topic.
 *
 * <p>Kafka's clients cannot be made while no broker's name is known. That may pass, as an outage
 * does, so it is no fault of the settings: the admin client is made as soon as there is a name.
 */
final class KafkaClients implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KafkaClients.class);

  private final ClientSettings settings;
  private Admin admin;
  private boolean closed;

  /**
   * Makes the first client, and none if no broker's name is known yet.
   *
   * @throws ConfigException if it refuses its settings
   */
  KafkaClients(ClientSettings settings) {
    this.settings = settings;
    try {
      this.admin = create();
    } catch (RegistryUnavailableException e) {
      log.warn("{} It is tried again when schemas are needed.", e.getMessage());
    }
  }

  /**
   * The one admin client.
   *
   * @throws RegistryUnavailableException if there is none yet, or no more
   * @throws RegistryException if it refuses its settings, now that it can be made
   */
  synchronized Admin admin() {
    if (closed) {
      throw new RegistryUnavailableException("The schema registry has been closed.");
    }
    if (admin == null) {
      try {
        admin = create();
      } catch (ConfigException e) {
        throw new RegistryException(e.getMessage(), e);
      }
    }
    return admin;
  }

  private Admin create() {
    try {
      return Admin.create(settings.admin());
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      List<String> servers = settings.servers();
      if (servers.stream().noneMatch(KafkaClients::isKnown)) {
        throw new RegistryUnavailableException(
            "No broker's name of schema.registry.kafka.bootstrap.servers is known: "
                + servers
                + ". Check them, and the name service.",
            cause);
      }
      throw new ConfigException(
          "The schema.registry.kafka.* settings cannot be used: " + cause.getMessage());
    }
  }

  private static boolean isKnown(String server) {
    try {
      return InetAddress.getAllByName(server.replaceFirst(":\\d+$", "")).length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
