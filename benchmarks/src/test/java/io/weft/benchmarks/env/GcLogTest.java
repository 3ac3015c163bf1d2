package io.weft.benchmarks.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GcLogTest {

  @Test
  void peaksAreTheGreatestBeforeAndAfterACollection() {
    Stream<String> log =
        Stream.of(
            "[0.6s][info][gc] Using G1",
            "[1.1s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 110M->40M(256M) 5.1ms",
            "[1.5s][info][gc] GC(1) Concurrent Mark Cycle 12.2ms",
            "[1.9s][info][gc] GC(2) Pause Young (Mixed) (G1 Evacuation Pause) 200M->35M(256M) 4.0ms");

    assertThat(GcLog.of(log)).isEqualTo(new GcLog(200, 40));
  }

  @Test
  void logWithoutCollectionsHasNoPeak() {
    assertThat(GcLog.of(Stream.empty())).isEqualTo(new GcLog(0, 0));
  }
}
