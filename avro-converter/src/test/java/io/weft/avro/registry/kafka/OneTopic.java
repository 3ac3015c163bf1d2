package io.weft.avro.registry.kafka;

import io.weft.avro.registry.RegistryConfig;
import io.weft.avro.registry.SharedBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A test's own topic of schemas, at a broker that is real. */
final class OneTopic {

  final String name = "schemas-" + UUID.randomUUID();

  KafkaSchemaRegistry open(String... keysAndValues) {
    return open(new ContentIds(), Duration.ofMinutes(1), keysAndValues);
  }

  /** A registry of its own, which shares nothing with others, as one in another worker. */
  KafkaSchemaRegistry open(CandidateIds ids, Duration watchPeriod, String... keysAndValues) {
    Map<String, String> settings = SharedBroker.settings(name);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new KafkaSchemaRegistry(RegistryConfig.of(settings), ids, watchPeriod);
  }

  static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", SharedBroker.bootstrapServers()));
  }

  void create(Admin admin, int partitions, String policy) throws Exception {
    NewTopic wanted =
        new NewTopic(name, Optional.of(partitions), Optional.empty())
            .configs(Map.of("cleanup.policy", policy));
    admin.createTopics(List.of(wanted)).all().get();
  }

  void delete(Admin admin) throws Exception {
    admin.deleteTopics(List.of(name)).all().get();
    while (admin.listTopics().names().get().contains(name)) {
      Thread.sleep(100);
    }
  }
}
