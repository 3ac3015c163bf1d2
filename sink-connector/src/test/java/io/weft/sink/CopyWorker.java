package io.weft.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A task of the bulk copy, driven as a worker drives it: seeks, and deliveries that are repeated.
 */
final class CopyWorker implements AutoCloseable {

  final FakeTaskContext context = new FakeTaskContext();
  private final CopyTopics topics;
  private final CopySink sink;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private List<SinkRecord> again;

  CopyWorker(CopyTopics topics, SinkConfig config, Collection<TopicPartition> partitions) {
    this.topics = topics;
    sink = new CopySink(config, context);
    context.assignment.addAll(partitions);
    sink.open(partitions);
  }

  /** A rebalance, if it brings something new. */
  void assign(Collection<TopicPartition> partitions) {
    if (context.assignment.addAll(partitions)) {
      sink.open(partitions);
    }
  }

  /** One poll of at most some records of each partition, and their delivery. */
  void step(int most) {
    List<SinkRecord> polled = again == null ? poll(most) : again;
    try {
      sink.put(polled);
      again = null;
    } catch (RetriableException e) {
      again = polled;
    }
  }

  private List<SinkRecord> poll(int most) {
    next.putAll(context.sought);
    context.sought.clear();
    List<SinkRecord> polled = new ArrayList<>();
    for (TopicPartition partition : context.assignment) {
      topics.of(partition).stream()
          .filter(record -> record.kafkaOffset() >= next.getOrDefault(partition, 0L))
          .limit(most)
          .forEach(polled::add);
    }
    for (SinkRecord record : polled) {
      next.put(
          new TopicPartition(record.topic(), record.kafkaPartition()), record.kafkaOffset() + 1);
    }
    return polled;
  }

  /** Whether all records are in the target. */
  boolean isDone() {
    return context.assignment.stream()
        .allMatch(
            partition -> {
              List<SinkRecord> log = topics.of(partition);
              long end = log.get(log.size() - 1).kafkaOffset() + 1;
              var applied = sink.appliedOffsets().get(partition);
              return applied != null && applied.offset() == end;
            });
  }

  /** Goes on until all records are in the target. */
  CopyWorker drain() {
    SinkFixture.await(
        () -> {
          step(7);
          return isDone();
        });
    return this;
  }

  /** Lets several tasks go on, each in a thread of its own, until all is in the target. */
  static void drainAll(List<CopyWorker> workers) {
    ExecutorService threads = Executors.newFixedThreadPool(workers.size());
    try {
      List<Future<?>> done = new ArrayList<>();
      workers.forEach(worker -> done.add(threads.submit(worker::drain)));
      for (Future<?> one : done) {
        one.get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  Number metric(String name) {
    return (Number) ((Gauge<?>) context.metrics.get(name + "[]")).value(null, 0);
  }

  @Override
  public void close() {
    sink.close();
  }
}
