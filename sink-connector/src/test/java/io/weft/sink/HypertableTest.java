package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weft.postgres.PostgresUri;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What hypertables take, on the TimescaleDB server that the environment names. */
class HypertableTest {

  private static final String VARIABLE = "WEFT_TIMESCALEDB_URL";
  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final int CHUNKS = 210;

  private final PostgresUri server = server();
  private final String name =
      "weft_hypertable_" + ProcessHandle.current().pid() + "_" + NEXT.incrementAndGet();
  private final SinkFixture sink = fixture();
  private final TestRecords source =
      new TestRecords().table("public.reading", List.of("device", "at"), "device", "at", "value");

  private static PostgresUri server() {
    String url = System.getenv(VARIABLE);
    assumeTrue(url != null && !url.isBlank(), "no TimescaleDB: " + VARIABLE + " is not set");
    return PostgresUri.parse(url);
  }

  private SinkFixture fixture() {
    execute("create database " + name);
    return SinkFixture.on(
            new PostgresUri(
                server.hosts(), name, server.user(), server.password(), server.parameters()))
        .given("create extension if not exists timescaledb")
        .given(
            "create table reading(device int, at timestamptz not null, value float8, primary key (device, at))")
        .given(
            "select create_hypertable('reading', 'at', chunk_time_interval => interval '1 day')");
  }

  private void execute(String sql) {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("Failed: " + sql, e);
    }
  }

  @AfterEach
  void stop() {
    sink.close();
    execute("drop database if exists " + name + " with (force)");
  }

  private static String day(int day) {
    return LocalDate.of(2024, 1, 1).plusDays(day) + " 12:00:00+00";
  }

  @Test
  void everyChangeReachesItsRowInManyChunksByItsNetEffect() {
    TestRecords.Transaction first = source.begin(1);
    for (int day = 0; day < CHUNKS; day++) {
      for (int device = 0; device < 10; device++) {
        first.insert("public.reading", "" + device, day(day), "1");
      }
    }
    sink.deliverAndAwait(source, first.commit());
    TestRecords.Transaction second = source.begin(2);
    for (int day = 0; day < CHUNKS; day++) {
      second
          .update("public.reading", "1", day(day), "2")
          .delete("public.reading", "2", day(day), "1");
    }
    second.changeKey(
        "public.reading", List.of("3", day(0), "1"), List.of("3", day(CHUNKS + 1), "9"));
    sink.deliverAndAwait(source, second.commit());
    assertThat(
            sink.query(
                "select num_chunks from timescaledb_information.hypertables where hypertable_name = 'reading'"))
        .containsExactly(CHUNKS + 1 + "");
    assertThat(sink.query("select value, count(*) from reading group by 1 order by 1"))
        .containsExactly("1|" + (CHUNKS * 8 - 1), "2|" + CHUNKS, "9|1");
    assertThat(sink.metric("fallbacks-total").longValue()).isZero();
  }

  /** The edition that Debian has compresses nothing; its catalog says here that it did. */
  @Test
  void chunkThatIsCompressedIsNamedWithTheNextStep() {
    sink.deliverAndAwait(
        source, source.begin(1).insert("public.reading", "1", day(0), "1").commit());
    sink.close();
    sink.given("update _timescaledb_catalog.hypertable set compression_state = 1")
        .given("update _timescaledb_catalog.chunk set status = 1");
    sink.start().context.sought.clear();
    sink.deliver(source.begin(2).insert("public.reading", "2", day(0), "1").commit());
    assertThat(sink.awaitFailure())
        .contains("insert of table public.reading", "0A000", "compressed", "decompress_chunk");
    assertThat(sink.query("select device from reading")).containsExactly("1");
  }
}
