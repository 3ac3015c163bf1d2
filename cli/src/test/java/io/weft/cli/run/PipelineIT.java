package io.weft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.postgres.Lsn;
import io.weft.postgres.PostgresUri;
import io.weft.postgres.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PipelineIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PASSWORD = "z3-nowhere-to-be-found";

  private static final String SCHEMA =
      """
      create table customers (id int primary key, name text not null);
      create table orders (id bigint generated always as identity primary key,
                           customer int references customers, amount numeric);
      create table "Odd, Näme" (v jsonb);
      alter table "Odd, Näme" replica identity full
      """;

  @TempDir Path folder;

  private String source;
  private String target;

  @ParameterizedTest
  @EnumSource
  void itCopiesFollowsStopsAndGoesOnWithoutASecretOnDisk(Snapshot snapshot) throws Exception {
    source = TestPostgres.createDatabase("pipeline_source");
    target = TestPostgres.createDatabase("pipeline_target");
    TestPostgres.execute(source, SCHEMA);
    TestPostgres.execute(target, SCHEMA);
    change("insert into customers select i, 'c' || i from generate_series(1, 100) i");
    change(
        "insert into orders (customer, amount) select 1 + i % 100, i from generate_series(1, 500) i");
    change("insert into \"Odd, Näme\" values ('{}'), ('{}'), (null)");

    PipelineSettings first =
        settings().withTuning(PipelineSettings.Tuning.DEFAULT.withSnapshot(snapshot));
    try (Pipeline pipeline = Pipeline.start(first)) {
      change("update orders set amount = amount + 1 where id <= 50");
      change("delete from orders where id > 490");
      change("update \"Odd, Näme\" set v = '[1]' where v is null");
      awaitFence(pipeline);
      assertSame();
      awaitShown(pipeline);
    }
    change("insert into customers values (1000, 'while it was stopped')");

    try (Pipeline pipeline = Pipeline.start(settings())) {
      awaitFence(pipeline);
      assertSame();
      assertThat(pipeline.status().rowsCopied()).isZero();

      TestPostgres.execute(target, "alter table customers drop column name");
      change("insert into customers values (1001, 'whose name has no place')");
      Lsn fence = pipeline.fence();
      assertThatThrownBy(() -> pipeline.awaitApplied(fence, PATIENCE))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("customers")
          .hasMessageContaining("name")
          .hasMessageNotContaining("\n");
    }
    TestPostgres.execute(target, "alter table customers add name text");
    try (Pipeline pipeline = Pipeline.start(settings())) {
      awaitFence(pipeline);
    }
    assertThat(filesThatHold(PASSWORD)).isEmpty();
    assertThat(filesThatHold("weft:source.password")).isNotEmpty();
  }

  @Test
  void positionBehindATableThatWasMadeAnewIsNeverReached() throws Exception {
    source = TestPostgres.createDatabase("settled_source");
    target = TestPostgres.createDatabase("settled_target");
    String schema = "create table t (id int primary key)";
    TestPostgres.execute(source, schema);
    TestPostgres.execute(target, schema);
    PipelineSettings blind =
        settings()
            .withTuning(
                PipelineSettings.Tuning.DEFAULT.withOverrides(
                    new PipelineSettings.Overrides(
                        Map.of("heartbeat.interval.ms", "3600000"), Map.of(), Map.of(), Map.of())));
    try (Pipeline pipeline = Pipeline.start(blind)) {
      change("insert into t values (1)");
      awaitFence(pipeline);
      change("drop table t; " + schema);
      change("insert into t values (2)");
      Lsn fence = pipeline.fence();
      assertThatThrownBy(() -> pipeline.awaitApplied(fence, PATIENCE))
          .isInstanceOf(UserException.class)
          .hasMessageContainingAll("public.t", "dropped and made anew")
          .hasMessageNotContaining("\n");
    }
    assertThatThrownBy(
            () -> {
              try (Pipeline pipeline = Pipeline.start(blind)) {
                pipeline.awaitApplied(pipeline.fence(), PATIENCE);
              }
            })
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("public.t", "dropped and made anew");
  }

  private PipelineSettings settings() {
    return PipelineSettings.of(uri(source), uri(target), folder.resolve("data"));
  }

  private static PostgresUri uri(String database) {
    return PostgresUri.parse(
        "postgresql://postgres:%s@localhost:%d/%s"
            .formatted(PASSWORD, TestPostgres.port(), database));
  }

  private static void awaitFence(Pipeline pipeline) throws InterruptedException {
    assertThat(pipeline.awaitApplied(pipeline.fence(), PATIENCE)).isTrue();
  }

  /** What a pipeline shows follows what it did, within a moment. */
  private static void awaitShown(Pipeline pipeline) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (pipeline.status().appliedLsn().equals(Lsn.NONE)) {
      assertThat(System.nanoTime()).as("the position is shown").isLessThan(end);
      Thread.sleep(20);
    }
  }

  private void change(String sql) {
    TestPostgres.execute(source, sql);
  }

  private void assertSame() throws SQLException {
    for (String table : List.of("customers", "orders", "\"Odd, Näme\"")) {
      assertThat(rows(target, table)).isNotEmpty().isEqualTo(rows(source, table));
    }
  }

  private static List<String> rows(String database, String table) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = TestPostgres.connect(database);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select t::text from " + table + " t order by t::text")) {
      while (row.next()) {
        rows.add(row.getString(1));
      }
    }
    return rows;
  }

  private List<Path> filesThatHold(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
