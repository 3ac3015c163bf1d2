package io.weft.avro.registry.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the schemas' topic into the ledger, from its first record on and for as long as it is open,
 * in a thread of its own; that thread alone touches the consumer. After a failure it goes on where
 * it was.
 */
final class TopicTail implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final TopicPartition partition;
  private final Ledger ledger;
  private final Thread thread;
  private final List<Reader> readers = new ArrayList<>();
  private final CompletableFuture<Void> closing = new CompletableFuture<>();
  private boolean started;
  private long position;
  private boolean rewind;
  private Consumer<byte[], byte[]> consumer;

  TopicTail(Supplier<Consumer<byte[], byte[]>> consumers, TopicPartition partition, Ledger ledger) {
    this.consumers = consumers;
    this.partition = partition;
    this.ledger = ledger;
    this.thread = new Thread(this::run, "weft-schemas-" + partition.topic());
    thread.setDaemon(true);
  }

  synchronized void start() {
    if (!started && !closing.isDone()) {
      started = true;
      thread.start();
    }
  }

  /** The offset up to which the ledger has the records. */
  synchronized long position() {
    return position;
  }

  /** Done when the ledger has all records before an offset. */
  synchronized CompletableFuture<Void> reached(long offset) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (position >= offset && !rewind) {
      done.complete(null);
    } else {
      readers.removeIf(reader -> reader.done.isDone());
      readers.add(new Reader(offset, done));
    }
    return done;
  }

  /** Begins again with an empty ledger: the topic is not the one it was. */
  synchronized void rewind() {
    rewind = true;
  }

  private void run() {
    while (!closing.isDone()) {
      try (Consumer<byte[], byte[]> current = consumers.get()) {
        adopt(current);
        current.assign(List.of(partition));
        seek(current);
        while (!closing.isDone()) {
          read(current);
        }
      } catch (WakeupException e) {
        // closing
      } catch (RuntimeException | Error e) { // nobody would start another thread
        fail(e);
      } finally {
        adopt(null);
      }
    }
  }

  private synchronized void adopt(Consumer<byte[], byte[]> current) {
    consumer = current;
    if (current != null && closing.isDone()) {
      current.wakeup(); // close() came before there was anything to wake
    }
  }

  private void seek(Consumer<byte[], byte[]> current) {
    long from = position();
    if (from == 0) {
      current.seekToBeginning(List.of(partition));
    } else {
      current.seek(partition, from);
    }
  }

  private void read(Consumer<byte[], byte[]> current) {
    if (isRewinding()) {
      restart(current);
    }
    try {
      current.poll(POLL).forEach(this::apply);
      advance(current.position(partition, POLL));
    } catch (InvalidOffsetException e) {
      restart(current);
    } catch (RetriableException e) {
      log.debug("The schemas' topic {} cannot be read just now: {}", partition, e.getMessage());
    }
  }

  private void restart(Consumer<byte[], byte[]> current) {
    log.warn(
        "The schemas' topic {} has been made anew or lost records; it is read again from its"
            + " beginning",
        partition.topic());
    synchronized (this) {
      ledger.restart();
      position = 0;
      rewind = false;
    }
    current.seekToBeginning(List.of(partition));
  }

  private synchronized boolean isRewinding() {
    return rewind;
  }

  private void apply(ConsumerRecord<byte[], byte[]> each) {
    try {
      ledger.apply(Claim.of(each.value()));
    } catch (IllegalArgumentException e) {
      log.warn(
          "The record at offset {} of the schemas' topic {} is passed over, because {}",
          each.offset(),
          partition.topic(),
          e.getMessage());
    }
  }

  private synchronized void advance(long offset) {
    position = offset;
    if (!rewind) {
      readers.removeIf(reader -> reader.offset <= offset && reader.done.complete(null));
    }
  }

  private void fail(Throwable failure) {
    log.warn("The schemas' topic {} cannot be read; trying again", partition.topic(), failure);
    RuntimeException told =
        failure instanceof KafkaException kafka
            ? kafka
            : new KafkaException("its reader failed: " + failure, failure);
    synchronized (this) {
      readers.forEach(reader -> reader.done.completeExceptionally(told));
      readers.clear();
    }
    try {
      Void unused = closing.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // the pause is over
    } catch (ExecutionException | InterruptedException e) {
      log.debug("The pause ended early", e);
    }
  }

  @Override
  public void close() {
    closing.complete(null);
    synchronized (this) {
      if (consumer != null) {
        consumer.wakeup();
      }
    }
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Reader(long offset, CompletableFuture<Void> done) {}
}
