package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.Lsn;
import io.weft.sink.assemble.Awaited;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.junit.jupiter.api.Test;

class BackpressureTest {

  private static final TopicPartition AHEAD = new TopicPartition("p.public.ahead", 0);
  private static final TopicPartition BEHIND = new TopicPartition("p.public.behind", 0);
  private static final long BUFFER_BYTES = 1000;

  private final ConnectsContext context = new ConnectsContext();
  private final Backpressure backpressure = new Backpressure(context, BUFFER_BYTES);

  @Test
  void partitionThatRunsAheadRestsUntilOthersHaveComeUp() {
    backpressure.reached(AHEAD, new Lsn(500));
    backpressure.reached(BEHIND, new Lsn(100));

    backpressure.apply(0, 2 * BUFFER_BYTES, awaited(300), 10);
    assertThat(context.paused).containsExactly(AHEAD);

    backpressure.apply(0, 0, awaited(300), 10);
    assertThat(context.paused).isEmpty();
  }

  @Test
  void partitionThatWasPausedBeforeARebalanceIsReadAgainAfterIt() {
    backpressure.apply(2 * BUFFER_BYTES, 0, Optional.empty(), 0);
    assertThat(context.paused).containsExactlyInAnyOrder(AHEAD, BEHIND);

    backpressure.opened(context.assignment());
    backpressure.apply(0, 0, Optional.empty(), 0);

    assertThat(context.paused).isEmpty();
  }

  private static Optional<Awaited> awaited(long commitLsn) {
    return Optional.of(new Awaited("a transaction", new Lsn(commitLsn), Map.of()));
  }

  /** Keeps pauses as Connect's own does: through rebalances, until they are taken back. */
  private static final class ConnectsContext implements SinkTaskContext {

    private final Set<TopicPartition> paused = new HashSet<>();

    @Override
    public Set<TopicPartition> assignment() {
      return Set.of(AHEAD, BEHIND);
    }

    @Override
    public void pause(TopicPartition... partitions) {
      paused.addAll(List.of(partitions));
    }

    @Override
    public void resume(TopicPartition... partitions) {
      paused.removeAll(List.of(partitions));
    }

    @Override
    public Map<String, String> configs() {
      return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {}

    @Override
    public void offset(TopicPartition partition, long offset) {}

    @Override
    public void timeout(long timeoutMs) {}

    @Override
    public void requestCommit() {}

    @Override
    public PluginMetrics pluginMetrics() {
      throw new UnsupportedOperationException();
    }
  }
}
