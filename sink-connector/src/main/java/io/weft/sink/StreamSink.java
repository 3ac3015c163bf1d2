package io.weft.sink;

import io.weft.sink.apply.Applier;
import io.weft.sink.apply.Progress;
import io.weft.sink.assemble.SnapshotProgress;
import io.weft.sink.assemble.TransactionAssembler;
import io.weft.sink.assemble.Work;
import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.CommitEvent;
import io.weft.sink.decode.Event;
import io.weft.sink.decode.RecordDecoder;
import io.weft.sink.metrics.SinkMetrics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * The flow of one task: reads where the target says that it stands, decodes, assembles, hands whole
 * transactions to the applier, and holds reading back when too much is under way.
 *
 * <p>Invariants: A. Until the target has said where it stands, nothing is read. B. {@link
 * #positions} holds the next offset of every partition read; what comes again below it, after a
 * rebalance, is skipped. C. A rebalance throws nothing away: there is one task, so its partitions
 * come back to it; were another to take them, it would be fenced out.
 *
 * <p>Not thread-safe: Connect calls a task from one thread.
 */
final class StreamSink implements Sink {

  private static final long WAIT_FOR_TARGET_MS = 50;
  private static final long BUSY_MS = 20;
  private static final long IDLE_MS = 250;

  private final SinkConfig config;
  private final SinkTaskContext context;
  private final SinkMetrics metrics = new SinkMetrics();
  private final RecordDecoder decoder;
  private final Applier applier;
  private final TopicBounds bounds;
  private final Backpressure backpressure;
  private final Positions positions = new Positions();
  private TransactionAssembler assembler;
  private StallWatch stallWatch;

  StreamSink(SinkConfig config, SinkTaskContext context) {
    this.config = config;
    this.context = context;
    decoder = new RecordDecoder(config.placeholder());
    bounds = new TopicBounds(config.kafka());
    backpressure = new Backpressure(context, config.bufferBytes());
    ConnectMetrics.register(metrics, context);
    applier = new Applier(config.target(), metrics);
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    backpressure.opened(partitions);
    if (assembler != null) {
      seek(partitions);
    }
  }

  /**
   * Goes to where the partitions were read up to, else to where the target wants them from, else to
   * their beginning.
   */
  private void seek(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> wanted = new HashMap<>();
    for (TopicPartition partition : partitions) {
      wanted.put(partition, positions.next(partition));
    }
    bounds.check(wanted);
    context.offset(wanted);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    applier
        .failure()
        .ifPresent(
            failure -> {
              throw failure;
            });
    if (assembler == null) {
      begin();
      return;
    }
    records.forEach(this::read);
    List<Work> work = assembler.drain();
    applier.submit(work);
    stallWatch.look(assembler.awaited(), positions);
    long buffered = assembler.pendingBytes() + applier.queuedBytes();
    metrics.buffered(buffered);
    backpressure.apply(
        new Backpressure.Load(
            applier.queuedBytes(),
            applier.useOf(config.bufferBytes()),
            assembler.pendingBytes(),
            assembler.waitingCommits()),
        assembler.awaited());
    context.timeout(buffered > 0 ? BUSY_MS : IDLE_MS);
  }

  /**
   * Positions the task once the target has said where it stands; reading rests until then. Records
   * polled before that come again.
   */
  private void begin() {
    TopicPartition[] assigned = context.assignment().toArray(TopicPartition[]::new);
    context.timeout(WAIT_FOR_TARGET_MS);
    Progress progress = applier.start().orElse(null);
    if (progress == null) {
      context.pause(assigned);
      return;
    }
    assembler =
        new TransactionAssembler(
            config.selection(),
            config.spillPolicy(),
            progress.commitLsn(),
            new SnapshotProgress(
                progress.snapshotLsn(), progress.snapshotComplete(), progress.snapshotRows()));
    stallWatch = new StallWatch(bounds, config.getString(SinkConfig.TOPIC_PREFIX));
    positions.startAt(progress.nextOffsets());
    seek(List.of(assigned));
    context.resume(assigned);
  }

  private void read(SinkRecord record) {
    Positions.Position position = positions.of(record.topic(), record.kafkaPartition());
    if (!position.advance(record.kafkaOffset())) {
      return;
    }
    Event event = decoder.decode(record, position.partition());
    if (event instanceof CommitEvent commit) {
      metrics.commitRead(commit.commitLsn(), commit.commitTimeMs());
      backpressure.commitRead(commit.partition());
    } else if (event instanceof ChangeEvent change) {
      backpressure.reached(change.partition(), change.previousCommit());
    }
    if (event != null) {
      assembler.add(event);
    }
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> appliedOffsets() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    applier
        .applied()
        .forEach(
            (partition, offset) -> {
              if (context.assignment().contains(partition)) {
                offsets.put(partition, new OffsetAndMetadata(offset));
              }
            });
    return offsets;
  }

  @Override
  public void close() {
    applier.close();
    bounds.close();
  }
}
