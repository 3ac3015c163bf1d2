package io.weft.sink.decode;

import org.apache.kafka.common.TopicPartition;

/** What a record means to the sink. */
public sealed interface Event permits ChangeEvent, CommitEvent {

  /** Where the record was read. */
  TopicPartition partition();

  /** The record's offset in its partition. */
  long offset();
}
