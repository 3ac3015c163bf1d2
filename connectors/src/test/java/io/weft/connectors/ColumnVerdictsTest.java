package io.weft.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.connectors.value.ColumnVerdict;
import io.weft.connectors.value.ColumnVerdicts;
import io.weft.connectors.value.TypeChoice;
import io.weft.postgres.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** What is known of columns before anything starts. */
class ColumnVerdictsTest {

  private static final String TABLE =
      """
      create type mood as enum ('sad');
      create domain day as date;
      create domain tree_text as text;
      create type bare as (a int, n pg_node_tree);
      create type deep as (b bare[]);
      create type tree_range as range (subtype = tree_text);
      create table t (
        id int primary key, gone int, n numeric(10,2), d day, m mood, a int[], r tree_range,
        g int generated always as (id * 2) stored, x deep, p pg_node_tree);
      alter table t drop column gone;
      """;

  @Test
  void eachColumnThatTravelsHasAVerdictWithItsReason() throws SQLException {
    try (Source source = Source.with(TABLE);
        Connection connection = TestPostgres.connect(source.database())) {
      List<Long> tables =
          source.query("select 't'::regclass::oid::text").stream().map(Long::valueOf).toList();
      List<ColumnVerdict> verdicts = ColumnVerdicts.examine(connection, tables);
      assertThat(verdicts)
          .extracting(v -> v.column() + " " + v.type() + " " + v.verdict())
          .containsExactly(
              "id integer exact",
              "n numeric(10,2) as text",
              "d day exact",
              "m mood as text",
              "a integer[] as text",
              "r tree_range as text",
              "x deep refused",
              "p pg_node_tree refused");
      assertThat(verdicts.get(7).fault())
          .contains("Column p of table public.t", "pg_node_tree", "reads none back", "leave");
    }
  }

  @Test
  void aColumnThatCannotTravelKeepsCaptureAndCopyFromStarting() {
    try (Source source = Source.with(TABLE);
        FakeWorker worker = new FakeWorker(source.settings());
        FakeCopyWorker copy = new FakeCopyWorker(source.copySettings())) {
      assertThatThrownBy(worker::start)
          .isInstanceOf(ConnectException.class)
          .hasMessageContainingAll("Column p of table public.t", "pg_node_tree", "Column x");
      assertThatThrownBy(() -> copy.start().pollUntilCopied("public.t"))
          .rootCause()
          .isInstanceOf(ConnectException.class)
          .hasMessageContainingAll("Column p of table public.t", "pg_node_tree", "Column x");
    }
  }

  @Test
  void aColumnThatIsLeftOutHoldsUpNeitherCaptureNorCopy() {
    String columns = "public[.]t[.](x|p|a)";
    try (Source source = Source.with(TABLE + "insert into t (id, m) values (1, 'sad')")) {
      try (FakeWorker worker =
          new FakeWorker(source.settings("column.exclude.list", columns)).start()) {
        worker.pollUntil(Records::isSnapshotMarker);
        source.execute("insert into t (id, m) values (2, 'sad')");
        worker.pollUntil(record -> Records.isChange(record) && Records.op(record).equals("c"));
        assertThat(worker.committed().stream().filter(Records::isChange))
            .hasSize(2)
            .allSatisfy(
                record ->
                    assertThat(((Struct) record.value()).getStruct("after").schema().fields())
                        .extracting(Field::name)
                        .containsExactly("id", "n", "d", "m", "r"));
      }
      source.dropSlot();
      try (FakeCopyWorker copy =
          new FakeCopyWorker(source.copySettings()).with("column.exclude.list", columns).start()) {
        copy.pollUntilCopied("public.t");
        assertThat(FakeCopyWorker.portion(copy.committed().get(0)).columns())
            .containsExactly("id", "n", "d", "m", "r");
      }
    }
  }

  @Test
  void numbersAndNamesAreThoseOfTheServer() throws SQLException {
    try (Source source = Source.with("")) {
      for (TypeChoice choice : TypeChoice.values()) {
        assertThat(
                source.query(
                    "select oid::text from pg_type where oid = to_regtype('%s')"
                        .formatted(choice.type().equals("bit") ? "\"bit\"" : choice.type())))
            .as(choice.type())
            .containsExactly(Integer.toString(choice.oid()));
      }
    }
  }
}
