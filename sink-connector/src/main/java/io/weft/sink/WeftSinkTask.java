package io.weft.sink;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Hands Connect's calls to {@link StreamSink} or {@link CopySink}. */
public final class WeftSinkTask extends SinkTask {

  private Sink sink;

  /** Called by Connect. */
  public WeftSinkTask() {}

  @Override
  public String version() {
    return Version.ofWeft();
  }

  @Override
  public void start(Map<String, String> props) {
    SinkConfig config = new SinkConfig(props);
    sink = config.copies() ? new CopySink(config, context) : new StreamSink(config, context);
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    sink.open(partitions);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    sink.put(records);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    return sink.appliedOffsets();
  }

  @Override
  public void stop() {
    if (sink != null) {
      sink.close();
    }
  }
}
