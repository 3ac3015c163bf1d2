package io.weft.sink;

import io.weft.sink.apply.TargetSettings;
import io.weft.sink.assemble.Selection;
import io.weft.sink.copy.CopyBatch;
import io.weft.sink.copy.CopyRecord;
import io.weft.sink.copy.CopyRecordReader;
import io.weft.sink.copy.CopyWriter;
import io.weft.sink.copy.LossWatch;
import io.weft.sink.copy.MovedOffsetException;
import io.weft.sink.metrics.CopyMetrics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flow of one task of the bulk copy: reads where the target says that it stands, gathers
 * records, and writes them when they are enough or no more come.
 *
 * <p>Invariants: A. Nothing is read before the target has said where it stands; it is asked again
 * after each rebalance, and when another task has written. B. What is gathered begins where the
 * target stands.
 *
 * <p>Not thread-safe: Connect calls a task from one thread.
 */
final class CopySink implements Sink {

  private static final Logger LOG = LoggerFactory.getLogger(CopySink.class);

  /** Of {@code buffer.bytes}, the part that one target transaction takes. */
  private static final int BATCH_SHARE = 4;

  private static final long BUSY_MS = 20;
  private static final long IDLE_MS = 250;
  private static final long LOOK_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long MAX_AGE_NANOS = Duration.ofSeconds(2).toNanos();

  private final SinkTaskContext context;
  private final TargetSettings settings;
  private final Optional<Selection> selection;
  private final long batchBytes;
  private final CopyMetrics metrics = new CopyMetrics();
  private final TopicBounds bounds;
  private final CopyWriter writer;
  private final Redelivery redelivery;
  private final CopyBatch batch = new CopyBatch();
  private final Map<TopicPartition, Long> stored = new HashMap<>();
  private Positions positions;
  private final LossWatch losses = new LossWatch();
  private long gatheredSince;
  private long lookedAt = System.nanoTime();

  CopySink(SinkConfig config, SinkTaskContext context) {
    this.context = context;
    settings = config.target();
    selection = config.tables();
    batchBytes = config.bufferBytes() / BATCH_SHARE;
    bounds = new TopicBounds(config.kafka());
    CopyConnectMetrics.register(metrics, context);
    writer = new CopyWriter(settings, metrics);
    redelivery = new Redelivery(settings, context);
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    batch.clear();
    positions = null;
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    try {
      if (positions == null) {
        position();
      } else {
        gather(records);
        lookForLosses();
      }
      redelivery.succeeded();
    } catch (SQLException e) {
      metrics.retried();
      throw redelivery.after(e);
    }
    metrics.buffered(batch.bytes());
    context.timeout(batch.isEmpty() ? IDLE_MS : BUSY_MS);
  }

  /** Goes to where the target stands. Records polled before come again from there. */
  private void position() throws SQLException {
    Map<TopicPartition, Long> known = writer.offsets();
    Map<TopicPartition, Long> wanted = new HashMap<>();
    for (TopicPartition partition : context.assignment()) {
      wanted.put(partition, known.getOrDefault(partition, 0L));
    }
    bounds.check(wanted);
    batch.clear();
    stored.clear();
    stored.putAll(wanted);
    positions = new Positions();
    positions.startAt(wanted);
    context.offset(wanted);
  }

  private void gather(Collection<SinkRecord> records) throws SQLException {
    for (SinkRecord record : records) {
      Positions.Position position = positions.of(record.topic(), record.kafkaPartition());
      if (position.advance(record.kafkaOffset())) {
        add(CopyRecordReader.read(record, position.partition()));
      }
      if (batch.bytes() >= batchBytes && !write()) {
        return;
      }
    }
    if (!batch.isEmpty()
        && (records.isEmpty() || System.nanoTime() - gatheredSince > MAX_AGE_NANOS)) {
      write();
    }
  }

  /** While there is nothing else to do: whoever still reads may bring what is missing. */
  private void lookForLosses() throws SQLException {
    if (batch.isEmpty() && System.nanoTime() - lookedAt > LOOK_NANOS) {
      lookedAt = System.nanoTime();
      losses.look(writer.missing()).forEach(LOG::warn);
    }
  }

  private void add(CopyRecord record) {
    if (batch.isEmpty()) {
      gatheredSince = System.nanoTime();
    }
    String table = record.portion().table().toString();
    long from = stored.getOrDefault(record.partition(), 0L);
    if (selection.isEmpty() || selection.get().takes(table)) {
      batch.add(record, from);
    } else {
      batch.pass(record, from);
    }
  }

  /** False if another task has written, and what was gathered is to be read again. */
  private boolean write() throws SQLException {
    try {
      stored.putAll(writer.write(batch));
      batch.clear();
      return true;
    } catch (MovedOffsetException e) {
      LOG.warn("{}: {}. Going on where the target stands", settings, e.getMessage());
      metrics.moved();
      position();
      return false;
    }
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> appliedOffsets() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    List.copyOf(context.assignment()).stream()
        .filter(stored::containsKey)
        .forEach(partition -> offsets.put(partition, new OffsetAndMetadata(stored.get(partition))));
    return offsets;
  }

  @Override
  public void close() {
    writer.close();
    bounds.close();
  }
}
