package io.weft.benchmarks.capture;

import io.weft.benchmarks.pipeline.IotWorkload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;

/**
 * Where one capture writes to, with one partition each.
 *
 * @param prefix the connector's {@code topic.prefix}
 */
record Topics(String prefix) {

  /** One for each table. */
  List<TopicPartition> data() {
    return IotWorkload.TABLES.stream().map(this::ofTable).toList();
  }

  /** The one whose first record says that all changes are there. */
  TopicPartition last() {
    return ofTable(IotWorkload.LAST_TABLE);
  }

  /** BEGIN and END of each transaction of the source. */
  TopicPartition transactions() {
    return new TopicPartition(prefix + ".transaction", 0);
  }

  private TopicPartition ofTable(String table) {
    return new TopicPartition(prefix + ".public." + table, 0);
  }

  /** Makes them. The broker stamps each record with its own time: one clock for all captures. */
  void create(String bootstrapServers) throws InterruptedException, ExecutionException {
    List<NewTopic> topics =
        Stream.concat(data().stream(), Stream.of(transactions()))
            .map(
                partition ->
                    new NewTopic(partition.topic(), Optional.of(1), Optional.empty())
                        .configs(Map.of("message.timestamp.type", "LogAppendTime")))
            .toList();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(topics).all().get();
    }
  }
}
