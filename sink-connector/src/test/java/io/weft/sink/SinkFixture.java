package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.PostgresUri;
import io.weft.postgres.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.connect.sink.SinkRecord;

/** A sink on a database of its own, driven as a worker drives a task. */
final class SinkFixture implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final String database;
  final FakeTaskContext context = new FakeTaskContext();
  private final String url;
  private final Map<String, String> settings;
  private StreamSink sink;

  /** On a database of the server that all tests share. */
  SinkFixture() {
    this(TestPostgres.createDatabase("sink"));
  }

  private SinkFixture(String database) {
    this(database, TestPostgres.jdbcUrl(database));
  }

  private SinkFixture(String database, String url) {
    this.database = database;
    this.url = url;
    settings =
        new HashMap<>(
            Map.of(
                "name", "test",
                "topics.regex", "shop\\..*",
                "topic.prefix", TestRecords.PREFIX,
                "connection.url", url,
                "retry.backoff.ms", "50"));
  }

  /** On a database that the caller made, on whatever server. */
  static SinkFixture on(PostgresUri target) {
    String url = target.jdbcUrl();
    return new SinkFixture(
        target.database(), url + (url.contains("?") ? "&" : "?") + "user=" + target.user());
  }

  /** Creates the target's tables. */
  SinkFixture given(String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("Failed: " + sql, e);
    }
    return this;
  }

  SinkFixture with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Starts a task, as after a restart of the worker if there was one before. */
  SinkFixture start() {
    close();
    sink = new StreamSink(new SinkConfig(settings), context);
    sink.open(context.assignment);
    return this;
  }

  /**
   * Delivers records to the task as a worker would: those before the position that it asked for are
   * left out.
   */
  SinkFixture deliver(Collection<SinkRecord> records) {
    if (sink == null) {
      start();
    }
    List<SinkRecord> list = new ArrayList<>(records);
    for (SinkRecord record : list) {
      TopicPartition partition = new TopicPartition(record.topic(), record.kafkaPartition());
      if (context.assignment.add(partition)) {
        sink.open(List.of(partition));
      }
    }
    await(
        () -> {
          sink.put(List.of());
          return !context.sought.isEmpty();
        });
    sink.put(
        list.stream()
            .filter(
                r ->
                    r.kafkaOffset()
                        >= context.sought.getOrDefault(
                            new TopicPartition(r.topic(), r.kafkaPartition()), 0L))
            .toList());
    return this;
  }

  /** Waits until the target's progress has reached a commit. */
  SinkFixture awaitCommit(long lsn) {
    await(
        () -> {
          sink.put(List.of());
          return query(
                  "select count(*) from weft.progress where commit_lsn >= '0/0'::pg_lsn + "
                      + lsn
                      + "::numeric")
              .equals(List.of("1"));
        });
    return this;
  }

  SinkFixture deliverAndAwait(TestRecords records, List<SinkRecord> delivered) {
    return deliver(delivered).awaitCommit(records.lastCommit());
  }

  /** Calls the task until it fails, and returns the message. */
  String awaitFailure() {
    String[] message = new String[1];
    await(
        () -> {
          try {
            sink.put(List.of());
            return false;
          } catch (RuntimeException e) {
            message[0] = e.getMessage();
            return true;
          }
        });
    return message[0];
  }

  /** The settings of a sink that writes the bulk copy into the same target. */
  SinkConfig ofCopy() {
    Map<String, String> all = new HashMap<>(settings);
    all.put("mode", "copy");
    all.put("topics.regex", "shop[.]copy[.].*");
    return new SinkConfig(all);
  }

  StreamSink sink() {
    return sink;
  }

  /** The rows of a query, their columns joined with a bar; NULL is a bare sign. */
  List<String> query(String sql) {
    return queryAt(url, sql);
  }

  /** The same, of any database of the shared server. */
  static List<String> query(String database, String sql) {
    return queryAt(TestPostgres.jdbcUrl(database), sql);
  }

  private static List<String> queryAt(String url, String sql) {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      List<String> result = new ArrayList<>();
      while (rows.next()) {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          line.append(i == 1 ? "" : "|")
              .append(rows.getString(i) == null ? "∅" : rows.getString(i));
        }
        result.add(line.toString());
      }
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Number metric(String name) {
    return (Number) ((Gauge<?>) context.metrics.get(name + "[]")).value(null, 0);
  }

  /** Bounded waiting. */
  static void await(Condition condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("waited for %s", PATIENCE).isLessThan(deadline);
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  interface Condition {
    boolean holds();
  }

  @Override
  public void close() {
    if (sink != null) {
      sink.close();
    }
  }
}
