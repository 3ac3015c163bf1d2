package io.weft.avro.registry.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.avro.registry.RegistryConfig;
import io.weft.avro.registry.SchemaRegistry;
import io.weft.avro.registry.SharedBroker;
import io.weft.avro.registry.TestSchemas;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TopicTailTest {

  private final OneTopic topic = new OneTopic();

  /** Such as a class that is not found, or memory that is short for a moment. */
  @Test
  void readerGoesOnAfterAnError() throws Exception {
    int id;
    try (SchemaRegistry writer = topic.open()) {
      id = writer.register("s", TestSchemas.record("Order"));
    }
    AtomicBoolean failed = new AtomicBoolean();
    Ledger ledger = new Ledger();
    try (KafkaClients clients =
            new KafkaClients(
                new ClientSettings(RegistryConfig.of(SharedBroker.settings(topic.name))));
        TopicTail tail =
            new TopicTail(
                () -> {
                  if (failed.compareAndSet(false, true)) {
                    throw new NoClassDefFoundError("of a test");
                  }
                  return clients.consumer();
                },
                new TopicPartition(topic.name, 0),
                ledger)) {
      tail.start();

      assertThat(tail.reached(1).handle((done, failure) -> failure).get(30, TimeUnit.SECONDS))
          .satisfiesAnyOf(
              failure -> assertThat(failure).isNull(),
              failure -> assertThat(failure).hasMessageContaining("NoClassDefFoundError"));
      Void unused = tail.reached(1).get(30, TimeUnit.SECONDS);
      assertThat(ledger.text(id)).isPresent();
    }
  }
}
