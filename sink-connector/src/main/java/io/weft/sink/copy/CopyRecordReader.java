package io.weft.sink.copy;

import io.weft.postgres.CopyPortion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/** Reads what a worker hands over. */
public final class CopyRecordReader {

  private CopyRecordReader() {}

  /**
   * Reads a record.
   *
   * @param partition where it was read
   * @throws ConnectException if it is no record of the bulk copy; it names topic and offset
   */
  public static CopyRecord read(SinkRecord record, TopicPartition partition) {
    Header header = record.headers().lastWithName(CopyPortion.HEADER);
    if (header == null) {
      throw unreadable(
          record,
          "It has no header "
              + CopyPortion.HEADER
              + ": with mode=copy the sink reads the topics of the bulk copy only, <topic.prefix>.copy.<schema>.<table>");
    }
    try {
      CopyPortion portion = CopyPortion.parse(text(header.value()));
      return new CopyRecord(partition, record.kafkaOffset(), portion, bytes(record));
    } catch (IllegalArgumentException e) {
      throw unreadable(record, e.getMessage());
    }
  }

  /** A header converter may leave a text as the bytes that it came as. */
  private static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(
        "Its header "
            + CopyPortion.HEADER
            + " is neither text nor bytes: leave header.converter as it is by default");
  }

  private static byte[] bytes(SinkRecord record) {
    Object value = record.value();
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
    if (value == null) {
      return new byte[0];
    }
    throw new IllegalArgumentException(
        "Its value does not come as bytes: set value.converter to org.apache.kafka.connect.converters.ByteArrayConverter");
  }

  private static ConnectException unreadable(SinkRecord record, String why) {
    return new ConnectException(
        "The record at offset %d of %s-%d cannot be read. %s"
            .formatted(record.kafkaOffset(), record.topic(), record.kafkaPartition(), why));
  }
}
