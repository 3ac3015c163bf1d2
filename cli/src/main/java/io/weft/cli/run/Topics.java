package io.weft.cli.run;

import io.weft.postgres.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Makes a pipeline's topics before its connectors start: a sink that finds them one by one would
 * begin anew, by a rebalance, at each.
 */
final class Topics {

  private Topics() {}

  static void create(
      String bootstrapServers,
      Names names,
      Collection<TableName> tables,
      PipelineSettings.Tuning tuning) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Set<String> existing = admin.listTopics().names().get();
      List<NewTopic> missing = new ArrayList<>();
      // The order of the commits is kept in one partition.
      missing.add(new NewTopic(names.transactionTopic(), Optional.of(1), Optional.empty()));
      missing.add(new NewTopic(names.heartbeatTopic(), Optional.of(1), Optional.empty()));
      for (String topic : names.dataTopics(tables)) {
        missing.add(new NewTopic(topic, Optional.of(tuning.partitions()), Optional.empty()));
      }
      if (tuning.snapshot() == Snapshot.COPY) {
        for (String topic : names.copyTopics(tables)) {
          missing.add(new NewTopic(topic, Optional.of(tuning.copyTasks()), Optional.empty()));
        }
      }
      missing.removeIf(topic -> existing.contains(topic.name()));
      admin.createTopics(missing).all().get();
    } catch (ExecutionException e) {
      throw new UserException(
          "Kafka did not make the tables' topics: "
              + e.getCause().getMessage()
              + " (two names must differ in more than . and _)",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while Kafka made the topics", e);
    }
  }
}
