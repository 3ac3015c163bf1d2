package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.Lsn;
import io.weft.sink.Backpressure.Load;
import io.weft.sink.assemble.Awaited;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackpressureTest {

  private static final TopicPartition AHEAD = new TopicPartition("p.public.ahead", 0);
  private static final TopicPartition COMMITS = new TopicPartition("p.transaction", 0);
  private static final TopicPartition BEHIND = new TopicPartition("p.public.behind", 0);
  private static final long BUFFER_BYTES = 1000;

  /** Keeps pauses through rebalances until they are taken back, as Connect does. */
  private final FakeTaskContext context = new FakeTaskContext();

  private final Backpressure backpressure = new Backpressure(context, BUFFER_BYTES);

  @BeforeEach
  void assign() {
    context.assignment.addAll(List.of(AHEAD, BEHIND));
  }

  @Test
  void partitionThatRunsAheadRestsUntilOthersHaveComeUp() {
    backpressure.reached(AHEAD, new Lsn(500));
    backpressure.reached(BEHIND, new Lsn(100));

    backpressure.apply(new Load(0, BUFFER_BYTES, 2 * BUFFER_BYTES, 10), awaited(300));
    assertThat(context.paused).containsExactly(AHEAD);

    backpressure.apply(new Load(0, BUFFER_BYTES, 0, 10), awaited(300));
    assertThat(context.paused).isEmpty();
  }

  @Test
  void commitsThatRunAheadRestWhileTheirChangesAreStillRead() {
    context.assignment.add(COMMITS);
    backpressure.commitRead(COMMITS);
    backpressure.reached(AHEAD, new Lsn(100));
    backpressure.reached(BEHIND, new Lsn(100));

    backpressure.apply(new Load(0, BUFFER_BYTES, BUFFER_BYTES / 4, 1_000_000), awaited(300));
    assertThat(context.paused).containsExactly(COMMITS);

    backpressure.apply(new Load(0, BUFFER_BYTES, BUFFER_BYTES / 4, 0), awaited(300));
    assertThat(context.paused).isEmpty();
  }

  @Test
  void partitionThatWasPausedBeforeARebalanceIsReadAgainAfterIt() {
    backpressure.apply(new Load(2 * BUFFER_BYTES, BUFFER_BYTES, 0, 0), Optional.empty());
    assertThat(context.paused).containsExactlyInAnyOrder(AHEAD, BEHIND);

    backpressure.opened(context.assignment());
    backpressure.apply(new Load(0, BUFFER_BYTES, 0, 0), Optional.empty());

    assertThat(context.paused).isEmpty();
  }

  @Test
  void commitsThatRestDoNotKeepTheirChangesFromBeingRead() {
    context.assignment.add(COMMITS);
    backpressure.commitRead(COMMITS);
    long most = BUFFER_BYTES - 1;

    backpressure.apply(new Load(most, BUFFER_BYTES, 0, 1_000_000), awaited(300));
    backpressure.apply(new Load(most, BUFFER_BYTES, 0, 1_000_000), awaited(300));

    assertThat(context.paused).containsExactly(COMMITS);
  }

  @Test
  void readingGoesOnOnceTheTargetHasTakenABatch() {
    backpressure.apply(new Load(BUFFER_BYTES + 1, BUFFER_BYTES, 0, 0), Optional.empty());
    backpressure.apply(new Load(BUFFER_BYTES * 4 / 5, BUFFER_BYTES, 0, 0), Optional.empty());
    assertThat(context.paused).containsExactlyInAnyOrder(AHEAD, BEHIND);

    backpressure.apply(new Load(BUFFER_BYTES * 3 / 5, BUFFER_BYTES, 0, 0), Optional.empty());
    assertThat(context.paused).isEmpty();
  }

  private static Optional<Awaited> awaited(long commitLsn) {
    return Optional.of(new Awaited("a transaction", new Lsn(commitLsn), Map.of()));
  }
}
