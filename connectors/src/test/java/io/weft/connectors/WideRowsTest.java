package io.weft.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** The driver itself says when a portion of the snapshot takes more memory than it may. */
class WideRowsTest {

  private static final String TABLE = "create table t (id int primary key, v text);";

  @Test
  void wideRowsComeInPortionsThatMemoryCanTake() {
    try (Source source = Source.with(TABLE + rows(1, 300, 100_000));
        FakeWorker worker = new FakeWorker(settings(source, "20M")).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      assertThat(worker.committed().stream().filter(Records::isChange)).hasSize(300);
    }
  }

  @Test
  void portionThatProvesTooLargeIsReadAgainWithFewerRows() {
    try (Source source = Source.with(TABLE + rows(1, 200, 10) + rows(201, 400, 30_000));
        FakeWorker worker = new FakeWorker(settings(source, "1M")).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
      assertThat(
              Records.eventCount(
                  worker.committed().stream()
                      .filter(Records::isSnapshotMarker)
                      .findFirst()
                      .orElseThrow()))
          .isEqualTo(400);
    }
  }

  @Test
  void rowThatAloneIsTooLargeFailsWithTheNextStep() {
    try (Source source = Source.with(TABLE + rows(1, 1, 2_000_000));
        FakeWorker worker = new FakeWorker(settings(source, "1M")).start()) {
      assertThatThrownBy(() -> worker.pollUntil(Records::isSnapshotMarker))
          .isInstanceOf(ConnectException.class)
          .hasMessageContainingAll("A row of the snapshot", "driver.maxResultBuffer", "-Xmx")
          .hasMessageNotContaining("\n");
    }
  }

  private static String rows(int first, int last, int bytes) {
    return "insert into t select i, repeat('x', %d) from generate_series(%d, %d) i;"
        .formatted(bytes, first, last);
  }

  private static Map<String, String> settings(Source source, String maxResultBuffer) {
    Map<String, String> settings = source.settings("driver.maxResultBuffer", maxResultBuffer);
    settings.put("retry.backoff.ms", "100");
    return settings;
  }
}
