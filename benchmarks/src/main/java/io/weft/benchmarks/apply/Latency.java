package io.weft.benchmarks.apply;

import io.weft.benchmarks.env.Database;
import io.weft.cli.run.Pipeline;
import io.weft.cli.run.PipelineSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;

/**
 * How long a small transaction takes through the whole of an idle pipeline, broker and all: from
 * the moment at which the source has committed it until a reader of the target sees it.
 */
public final class Latency {

  private static final int WARM_UP = 100;
  private static final int MAX_PAUSE_MS = 200;
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final String TABLE =
      "create table ping (id bigint primary key, note text not null, at timestamptz default now())";

  private final List<Long> sortedNanos;

  private Latency(List<Long> nanos) {
    Collections.sort(nanos);
    sortedNanos = nanos;
  }

  /**
   * Measures.
   *
   * @param folder for Kafka's data
   * @param samples how many transactions are measured
   */
  public static Latency measure(Database source, Database target, Path folder, int samples)
      throws SQLException, InterruptedException, TimeoutException {
    source.execute(TABLE);
    target.execute(TABLE);
    PipelineSettings settings =
        PipelineSettings.of(source.uri(), target.uri(), folder).withName("latency");
    try (Pipeline pipeline = Pipeline.start(settings)) {
      if (!pipeline.awaitApplied(pipeline.fence(), TIMEOUT)) {
        throw new TimeoutException("The pipeline did not begin within " + TIMEOUT);
      }
      List<Long> nanos = new ArrayList<>();
      SplittableRandom random = new SplittableRandom(1);
      try (Connection writer = source.uri().connect();
          Connection reader = target.uri().connect()) {
        for (int number = 0; number < WARM_UP + samples; number++) {
          Thread.sleep(random.nextInt(MAX_PAUSE_MS));
          long taken = taken(writer, reader, number);
          if (number >= WARM_UP) {
            nanos.add(taken);
          }
        }
      }
      return new Latency(nanos);
    }
  }

  private static long taken(Connection writer, Connection reader, int number)
      throws SQLException, InterruptedException {
    try (PreparedStatement insert =
            writer.prepareStatement("insert into ping (id, note) values (?, 'ping')");
        PreparedStatement query =
            reader.prepareStatement("select exists (select from ping where id = ?)")) {
      insert.setLong(1, number);
      query.setLong(1, number);
      insert.execute();
      long committed = System.nanoTime();
      while (!isThere(query)) {
        Thread.sleep(1);
      }
      return System.nanoTime() - committed;
    }
  }

  private static boolean isThere(PreparedStatement query) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  private double percentileMs(int percentile) {
    int index = Math.min(sortedNanos.size() - 1, sortedNanos.size() * percentile / 100);
    return Math.round(sortedNanos.get(index) / 1e5) / 10.0;
  }

  /** For programs, in milliseconds. */
  public Map<String, Object> numbers() {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("p50", percentileMs(50));
    numbers.put("p99", percentileMs(99));
    numbers.put("max", percentileMs(100));
    numbers.put("samples", sortedNanos.size());
    return numbers;
  }

  /** For people. */
  public String line() {
    return "From commit on the source to a reader of the target, idle: p50 %.1f ms, p99 %.1f ms, most %.1f ms"
        .formatted(percentileMs(50), percentileMs(99), percentileMs(100));
  }
}
