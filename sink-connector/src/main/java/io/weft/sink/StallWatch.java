package io.weft.sink;

import io.weft.sink.assemble.Awaited;
import io.weft.sink.assemble.GapException;
import io.weft.sink.assemble.Selection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when the sink waits for records that will not come: those of a table whose topic is read
 * to its end. Waiting for records that are on their way is normal, so it takes its time.
 */
final class StallWatch {

  private static final Logger LOG = LoggerFactory.getLogger(StallWatch.class);
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final TopicBounds bounds;
  private final String topicPrefix;
  private Awaited last;
  private long since;

  StallWatch(TopicBounds bounds, String topicPrefix) {
    this.bounds = bounds;
    this.topicPrefix = topicPrefix;
  }

  /**
   * Looks at what is waited for.
   *
   * @throws GapException if it is certain that it cannot come
   */
  void look(Optional<Awaited> awaited, Positions positions) {
    Awaited now = awaited.orElse(null);
    if (now == null || !now.equals(last)) {
      last = now;
      since = System.nanoTime();
      return;
    }
    if (System.nanoTime() - since > PATIENCE_NANOS) {
      since = System.nanoTime();
      LOG.warn(
          "Waiting for {}: {} rows by table have not come yet", now.transaction(), now.missing());
      if (bounds.known()) {
        now.missing().forEach((table, rows) -> check(now, table, rows, positions));
      }
    }
  }

  private void check(Awaited now, String table, long rows, Positions positions) {
    String topic = Selection.topicOf(topicPrefix, table);
    List<TopicPartition> read = positions.ofTopic(topic);
    if (read.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> ends = bounds.ends(read);
    if (read.stream().allMatch(partition -> positions.next(partition) >= ends.get(partition))) {
      throw new GapException(
          "%d rows of table %s are missing from topic %s: %s counts them, and the topic is read to its end. Retention or a person deleted them: fill the target anew with a pipeline of another name"
              .formatted(rows, table, topic, now.transaction()));
    }
  }
}
