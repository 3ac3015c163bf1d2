package io.weft.avro.registry.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Appends claims to the topic, one at a time; its owner sees to that. A producer that failed is not
 * used again, as it may never recover.
 */
final class ClaimWriter implements AutoCloseable {

  private static final String ACTION = "take a record";

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final TopicPartition partition;
  private final KafkaCalls calls;
  private volatile Producer<byte[], byte[]> producer;

  ClaimWriter(
      Supplier<Producer<byte[], byte[]>> producers, TopicPartition partition, KafkaCalls calls) {
    this.producers = producers;
    this.partition = partition;
    this.calls = calls;
  }

  /** Appends a claim and returns its offset. After a failure it may be there or not. */
  long append(Claim claim) {
    boolean done = false;
    try {
      Producer<byte[], byte[]> current = producer;
      if (current == null) {
        current = producers.get();
        producer = current;
      }
      RecordMetadata at = calls.await(send(current, claim), ACTION);
      done = true;
      return at.offset();
    } catch (ExecutionException e) {
      throw calls.failure(e.getCause(), ACTION);
    } catch (KafkaException e) {
      throw calls.failure(e, ACTION);
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private CompletableFuture<RecordMetadata> send(Producer<byte[], byte[]> to, Claim claim) {
    CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
    Future<RecordMetadata> unused =
        to.send(
            new ProducerRecord<>(
                partition.topic(), partition.partition(), claim.newKey(), claim.value()),
            (at, failure) -> {
              if (failure == null) {
                sent.complete(at);
              } else {
                sent.completeExceptionally(failure);
              }
            });
    return sent;
  }

  @Override
  public void close() {
    Producer<byte[], byte[]> last = producer;
    producer = null;
    if (last != null) {
      last.close(Duration.ZERO);
    }
  }
}
