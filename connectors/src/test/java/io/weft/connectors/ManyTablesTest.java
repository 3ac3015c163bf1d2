package io.weft.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManyTablesTest {

  @Test
  void fiveHundredTablesAreCapturedWithinSeconds() {
    try (Source source =
        Source.with(
            """
            do $$ begin
              for i in 1..500 loop
                execute format('create table t%s (id int primary key, v text, n numeric)', i);
              end loop;
            end $$""")) {
      Instant begin = Instant.now();
      try (FakeWorker worker = new FakeWorker(source.settings()).start()) {
        worker.pollUntil(Records::isSnapshotMarker);
        source.execute("insert into t500 values (1, 'x', 1.50)");
        worker.pollUntil(Records.isChangeOf("t500"));
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(30));
      }
    }
  }
}
