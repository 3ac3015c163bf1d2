package io.weft.connectors;

import static io.weft.connectors.FakeCopyWorker.portion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.postgres.CopyPortion;
import io.weft.postgres.testing.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** What arrives of tables of all kinds. */
class CopyTest {

  static final byte[] BINARY_HEAD = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 255, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  @Test
  void tableIsDividedAmongTasksAndEachRowArrivesOnce() {
    try (Source source =
            Source.with(
                "create table t (id int primary key, v text);"
                    + "insert into t select i, repeat('x', i % 300) from generate_series(1, 5000) i");
        FakeCopyWorker worker = new FakeCopyWorker(source.copySettings()).start()) {
      worker.pollUntilCopied("public.t");
      assertSame(source, worker.copy(), "public.t", "select id, v from t");
      assertThat(worker.tasks()).isEqualTo(3);
      CopyPortion portion = portion(worker.committed().get(0));
      assertThat(portion.chunks()).isGreaterThan(6);
      assertThat(portion.columns()).containsExactly("id", "v");
      assertThat(portion.types()).containsExactly("integer", "text");
      assertThat(worker.committed())
          .allSatisfy(
              record -> {
                assertThat(record.topic()).isEqualTo(source.database() + ".copy.public.t");
                assertThat(record.key()).isNull();
                assertThat(((byte[]) record.value()).length).isLessThanOrEqualTo(8192);
              });
      for (int task = 0; task < 3; task++) {
        assertThat(worker.task(task).metric("chunks-done"))
            .isEqualTo(worker.task(task).metric("chunks"));
        assertThat(Integer.parseInt(worker.task(task).metric("rows-total"))).isGreaterThan(1000);
      }
    }
  }

  @Test
  void emptyTableIsOneRecordWithoutRows() {
    try (Source source =
            Source.with(
                "create table t (id int primary key);"
                    + "create table p (id int primary key) partition by range (id)");
        FakeCopyWorker worker = new FakeCopyWorker(source.copySettings()).start()) {
      worker.pollUntilCopied("public.t", "public.p");
      assertThat(worker.committed()).hasSize(2);
      assertThat(worker.committed())
          .allSatisfy(
              record -> {
                assertThat((byte[]) record.value()).isEmpty();
                assertThat(portion(record).rows()).isZero();
                assertThat(portion(record).isLast()).isTrue();
                assertThat(portion(record).chunks()).isEqualTo(1);
              });
    }
  }

  @Test
  void droppedAndGeneratedColumnsAreLeftOut() {
    try (Source source =
            Source.with(
                "create table t (gone int, id int primary key, g int generated always as (id * 2) stored, \"V w\" text);"
                    + "insert into t (gone, id, \"V w\") select i, i, E'a\\tb\\n' || i from generate_series(1, 50) i;"
                    + "alter table t drop column gone");
        FakeCopyWorker worker = new FakeCopyWorker(source.copySettings()).start()) {
      worker.pollUntilCopied("public.t");
      assertThat(portion(worker.committed().get(0)).columns()).containsExactly("id", "V w");
      assertSame(source, worker.copy(), "public.t", "select id, \"V w\" from t");
    }
  }

  @Test
  void partitionsTravelAsTheirRoot() {
    try (Source source =
            Source.with(
                """
                create table p (id int, kind int, v text, primary key (id, kind)) partition by range (id);
                create table p1 partition of p for values from (0) to (1000);
                create table p2 (extra int, v text, kind int not null, id int not null);
                alter table p2 drop column extra;
                alter table p attach partition p2 for values from (1000) to (2000);
                create table p3 partition of p for values from (2000) to (3000) partition by list (kind);
                create table p3a partition of p3 for values in (0);
                create table p3b partition of p3 default;
                create table p4 partition of p for values from (3000) to (4000);
                insert into p select i, i % 2, 'v' || i from generate_series(0, 2999) i;
                """);
        FakeCopyWorker worker = new FakeCopyWorker(source.copySettings()).start()) {
      worker.pollUntilCopied("public.p");
      assertSame(source, worker.copy(), "public.p", "select id, kind, v from p");
      assertThat(worker.committed())
          .allSatisfy(record -> assertThat(portion(record).table().table()).isEqualTo("p"));
    }
  }

  @Test
  void inheritedTablesTravelEachByItself() {
    try (Source source =
            Source.with(
                "create table parent (id int primary key, v text);"
                    + "create table child (w int, primary key (id)) inherits (parent);"
                    + "insert into parent values (1, 'parent'); insert into child values (2, 'child', 3)");
        FakeCopyWorker worker = new FakeCopyWorker(source.copySettings()).start()) {
      worker.pollUntilCopied("public.parent", "public.child");
      assertThat(worker.copy().rows("public.parent")).containsExactly("1\tparent");
      assertThat(worker.copy().rows("public.child")).containsExactly("2\tchild\t3");
    }
  }

  @Test
  void namesThatNeedQuotesArrive() {
    try (Source source =
            Source.with(
                "create schema \"S p.ü\";"
                    + "create table \"S p.ü\".\"T;'b\" (\"select\" int primary key, \"a\"\"b\" text);"
                    + "insert into \"S p.ü\".\"T;'b\" values (1, 'x')");
        FakeCopyWorker worker = new FakeCopyWorker(source.copySettings()).start()) {
      worker.pollUntilCopied("S p.ü.T;'b");
      SourceRecord record = worker.committed().get(0);
      assertThat(record.topic()).isEqualTo(source.database() + ".copy.S_p._.T__b");
      assertThat(portion(record).columns()).containsExactly("select", "a\"b");
      assertThat(worker.copy().rows("S p.ü.T;'b")).containsExactly("1\tx");
    }
  }

  @Test
  void rowsLargerThanARecordAreAloneInOne() {
    try (Source source =
            Source.with(
                """
                create table wide (id int primary key, j jsonb, b bytea);
                insert into wide values (1, '{}', ''), (3, '{}', '');
                insert into wide select 2, jsonb_build_object('a', string_agg(md5(i::text), '')), null
                  from generate_series(1, 32768) i;
                insert into wide values (4, null, decode(repeat('00ff', 10485760), 'hex')), (5, null, null);
                """);
        FakeCopyWorker worker = new FakeCopyWorker(source.copySettings()).start()) {
      worker.pollUntilCopied("public.wide");
      assertThat(
              worker.copy().of("public.wide").stream()
                  .filter(record -> portion(record).rows() == 1)
                  .map(record -> ((byte[]) record.value()).length)
                  .filter(length -> length > 8192))
          .hasSize(2);
      assertSame(source, worker.copy(), "public.wide", "select id, j, b from wide");
    }
  }

  @Test
  void binaryRowsAreWhatCopyReadsWithHeadAndTailPutBack() throws SQLException, IOException {
    try (Source source =
            Source.with(
                """
                create table t (id int primary key, v text, n numeric, a int[], ts timestamptz, b bytea);
                insert into t select i, 'v' || i, i / 7.0, array[i, null], now() + i * interval '1 s', decode(md5(i::text), 'hex')
                  from generate_series(1, 3000) i;
                create table back (like t);
                """);
        FakeCopyWorker worker =
            new FakeCopyWorker(source.copySettings())
                .with("copy.format", "binary")
                .with("table.include.list", "public.t")
                .start();
        Connection connection = TestPostgres.connect(source.database())) {
      worker.pollUntilCopied("public.t");
      CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
      for (SourceRecord record : worker.copy().of("public.t")) {
        assertThat(portion(record).format()).isEqualTo(CopyPortion.Format.BINARY);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.write(BINARY_HEAD);
        stream.write((byte[]) record.value());
        stream.write(new byte[] {-1, -1});
        long rows =
            copies.copyIn(
                "copy back from stdin (format binary)",
                new ByteArrayInputStream(stream.toByteArray()));
        assertThat(rows).isEqualTo(portion(record).rows());
      }
      assertThat(source.query("select count(*) from (table t except all table back) x"))
          .containsExactly("0");
      assertThat(source.query("select count(*) from back")).containsExactly("3000");
    }
  }

  @Test
  void databaseOfAnotherEncodingArrivesInUtf8() {
    try (Source source = Source.with("create table unused (id int primary key)")) {
      String database = source.database() + "_latin1";
      source.execute(
          "create database %s encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0"
              .formatted(database));
      TestPostgres.execute(
          database, "create table t (id int primary key, v text); insert into t values (1, 'äß')");
      Map<String, String> settings = source.copySettings();
      settings.put("database.dbname", database);
      try (FakeCopyWorker worker = new FakeCopyWorker(settings).start()) {
        worker.pollUntilCopied("public.t");
        assertThat((byte[]) worker.committed().get(0).value())
            .isEqualTo("1\täß\n".getBytes(StandardCharsets.UTF_8));
      }
      TestPostgres.execute(
          database, "select pg_drop_replication_slot('%s')".formatted(source.slot()));
    }
  }

  /** The server checks then what it has never checked before. */
  @Test
  void databaseOfNoEncodingArrivesWhereItIsUtf8AndIsRefusedWhereItIsNot() {
    try (Source source = Source.with("create table unused (id int primary key)")) {
      String database = source.database() + "_ascii";
      source.execute(
          "create database %s encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0"
              .formatted(database));
      TestPostgres.execute(
          database, "create table t (id int primary key, v text); insert into t values (1, 'äß')");
      Map<String, String> settings = source.copySettings();
      settings.put("database.dbname", database);
      for (String format : List.of("text", "binary")) {
        settings.put("copy.format", format);
        settings.put("copy.again", format.equals("text") ? "" : "public.t:2");
        try (FakeCopyWorker worker = new FakeCopyWorker(settings).start()) {
          worker.pollUntilCopied("public.t");
          assertThat(new String((byte[]) worker.committed().get(0).value(), StandardCharsets.UTF_8))
              .contains("äß");
        }
      }
      TestPostgres.execute(
          database, "insert into t values (2, convert_from('\\xfb63', 'SQL_ASCII'))");
      for (String format : List.of("text", "binary")) {
        settings.put("copy.format", format);
        settings.put("copy.again", "public.t:3");
        try (FakeCopyWorker worker = new FakeCopyWorker(settings).start()) {
          assertThatThrownBy(() -> worker.pollUntilCopied("public.t"))
              .hasMessageContainingAll("no valid UTF-8", "SQL_ASCII", "22021");
        }
      }
      TestPostgres.execute(
          database, "select pg_drop_replication_slot('%s')".formatted(source.slot()));
    }
  }

  @Test
  void rateLimitHolds() {
    try (Source source =
            Source.with(
                "create table t (id int primary key, v text);"
                    + "insert into t select i, repeat('x', 1000) from generate_series(1, 600) i");
        FakeCopyWorker worker =
            new FakeCopyWorker(source.copySettings())
                .with("copy.rate.limit", "300000")
                .start()
                .pollUntil(() -> true)) {
      worker.pollUntil(() -> worker.tasks() > 0);
      long begun = System.nanoTime();
      worker.pollUntilCopied("public.t");
      long bytes = worker.committed().stream().mapToLong(r -> ((byte[]) r.value()).length).sum();
      double seconds = (System.nanoTime() - begun) / 1e9;
      assertThat(bytes).isGreaterThan(600_000);
      assertThat(bytes / seconds).isLessThan(350_000);
    }
  }

  /** Compares with what the query selects, now that nobody writes. */
  static void assertSame(Source source, Copied copy, String table, String query) {
    assertThat(copy.rows(table)).containsExactlyInAnyOrderElementsOf(rows(source, query));
  }

  private static List<String> rows(Source source, String query) {
    try (Connection connection = TestPostgres.connect(source.database())) {
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("copy (" + query + ") to stdout", stream);
      return stream.toString(StandardCharsets.UTF_8).lines().toList();
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
