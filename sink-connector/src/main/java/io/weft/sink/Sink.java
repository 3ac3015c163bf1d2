package io.weft.sink;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** What a task does with what Connect hands over; Connect's thread alone calls it. */
interface Sink extends AutoCloseable {

  /** Partitions come from a rebalance. */
  void open(Collection<TopicPartition> partitions);

  /** Records were polled; none if there are no more now. */
  void put(Collection<SinkRecord> records);

  /** The next offset of each partition, as far as the target holds what comes before. */
  Map<TopicPartition, OffsetAndMetadata> appliedOffsets();

  @Override
  void close();
}
