package io.weft.avro.registry.kafka;

import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic that holds the schemas: made if it is absent, and looked at before it is used. */
final class SchemaTopic {

  private static final Logger log = LoggerFactory.getLogger(SchemaTopic.class);
  private static final int LOOKS = 50;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final String name;
  private final short replicationFactor;
  private final Supplier<Admin> admin;
  private final KafkaCalls calls;
  private volatile Uuid verified;

  SchemaTopic(String name, short replicationFactor, Supplier<Admin> admin, KafkaCalls calls) {
    this.name = name;
    this.replicationFactor = replicationFactor;
    this.admin = admin;
    this.calls = calls;
  }

  /** Its only partition. */
  TopicPartition partition() {
    return new TopicPartition(name, 0);
  }

  /**
   * Makes sure that there is the topic, and that it neither loses schemas nor their order. May be
   * called by several threads at once: what it does may be done twice.
   *
   * @return the topic's own id, which a topic that is made anew has not
   * @throws RegistryException if it would
   */
  Uuid prepare() {
    TopicDescription found = describe().orElseGet(this::made);
    if (!found.topicId().equals(verified)) {
      verify(found);
      verified = found.topicId();
    }
    return found.topicId();
  }

  private TopicDescription made() {
    if (verified != null) {
      log.warn(
          "The schemas' topic {} is gone, without which no record can be read; it is made"
              + " anew",
          name);
    }
    create();
    for (int look = 0; look < LOOKS; look++) {
      Optional<TopicDescription> found = describe();
      if (found.isPresent()) {
        return found.get();
      }
      calls.pause(BETWEEN_LOOKS);
    }
    throw new RegistryUnavailableException(
        "The schemas' topic " + name + " was created, but no broker shows it yet.");
  }

  private Optional<TopicDescription> describe() {
    try {
      return Optional.of(
          calls.await(
              admin.get().describeTopics(List.of(name)).topicNameValues().get(name),
              "tell the partitions"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw calls.failure(e.getCause(), "tell the partitions");
    }
  }

  private void create() {
    Optional<Short> copies =
        replicationFactor == -1 ? Optional.empty() : Optional.of(replicationFactor);
    NewTopic topic =
        new NewTopic(name, Optional.of(1), copies)
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    try {
      calls.await(
          admin.get().createTopics(List.of(topic)).values().get(name), "complete the creation");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InvalidReplicationFactorException) {
        throw new RegistryException(
            "The schemas' topic "
                + name
                + " cannot be created: "
                + e.getCause().getMessage()
                + " Set schema.registry.kafka.replication.factor to what the brokers can hold.",
            e.getCause());
      }
      if (!(e.getCause() instanceof TopicExistsException)) { // else somebody else was faster
        throw calls.failure(e.getCause(), "complete the creation");
      }
    }
  }

  private void verify(TopicDescription found) {
    if (found.partitions().size() != 1) {
      throw new RegistryException(
          "The schemas' topic "
              + name
              + " has "
              + found.partitions().size()
              + " partitions, expected 1, since the order of all schemas counts. Name another topic"
              + " by schema.registry.kafka.topic, and Weft creates it.");
    }
    String policy = cleanupPolicy();
    if (policy != null && !policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      throw new RegistryException(
          "The schemas' topic "
              + name
              + " has cleanup.policy="
              + policy
              + ", expected compact, since Kafka would delete schemas that are still needed. Set"
              + " the topic's cleanup.policy to compact.");
    }
  }

  /** Null if the user may not look at it, which is no reason not to use the topic. */
  private String cleanupPolicy() {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
    try {
      Config config =
          calls.await(
              admin.get().describeConfigs(List.of(topic)).values().get(topic), "tell the settings");
      return config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        log.warn(
            "Whether the schemas' topic {} is compacted cannot be told, as the user may not describe"
                + " its settings (DESCRIBE_CONFIGS). If its cleanup.policy is not compact, schemas get"
                + " lost.",
            name);
        return null;
      }
      throw calls.failure(e.getCause(), "tell the settings");
    }
  }

  /** The offset after the last record. */
  long end() {
    try {
      return calls
          .await(
              admin
                  .get()
                  .listOffsets(Map.of(partition(), OffsetSpec.latest()))
                  .partitionResult(partition()),
              "tell the end")
          .offset();
    } catch (ExecutionException e) {
      throw calls.failure(e.getCause(), "tell the end");
    }
  }
}
