package io.weft.sink.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.TableName;
import io.weft.postgres.testing.TestPostgres;
import io.weft.sink.TestRecords;
import io.weft.sink.decode.ChangeEvent;
import io.weft.sink.decode.RecordDecoder;
import io.weft.sink.plan.Planner;
import io.weft.sink.plan.Step;
import io.weft.sink.sql.Command;
import io.weft.sink.sql.CommandWriter;
import io.weft.sink.target.TableKind;
import io.weft.sink.target.TargetTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is sent for a table that a Citus coordinator distributes, taken by a server that holds the
 * table whole: no statement sets the distribution column, and the rows are right.
 */
class MoveAcrossShardsTest {

  private static final String ITEM = "public.item";

  private final String database = TestPostgres.createDatabase("shards");
  private final RecordDecoder decoder = new RecordDecoder("");
  private TestRecords source;
  private TargetSession session;
  private TargetTable table;

  @BeforeEach
  void connect() throws SQLException {
    TestPostgres.execute(
        database,
        """
        create table item (tenant_id int, id int, note text, at timestamptz, primary key (tenant_id, id));
        insert into item select 10, i, 'large' || i, '2026-01-01 00:00+00' from generate_series(1, 4) i""");
    session =
        TargetSession.open(
            new TargetSettings(
                "shards",
                TestPostgres.jdbcUrl(database),
                new Properties(),
                true,
                false,
                new TargetSettings.BatchLimits(1000, 1000),
                TargetSettings.DriftPolicy.FAIL,
                new TargetSettings.RetryPolicy(Duration.ZERO, Duration.ZERO)));
    TargetTable found = session.catalog().find(new TableName("public", "item")).orElseThrow();
    table =
        new TargetTable(
            found.name(),
            TableKind.DISTRIBUTED,
            found.columns(),
            found.key(),
            Map.of("tenant_id", 0L),
            found.references(),
            false);
    recordsWithKey("id", "tenant_id");
  }

  private void recordsWithKey(String... key) {
    source = new TestRecords().table(ITEM, List.of(key), "id", "note", "at", "tenant_id");
  }

  @AfterEach
  void disconnect() {
    session.close();
  }

  private List<Step> apply(List<SinkRecord> records) throws SQLException {
    List<ChangeEvent> changes = new ArrayList<>();
    for (SinkRecord record : records) {
      if (decoder.decode(record, new TopicPartition(record.topic(), 0))
          instanceof ChangeEvent change) {
        changes.add(change);
      }
    }
    List<Step> steps = new Planner(name -> table, false).planNetEffect(changes);
    StepRunner runner = new StepRunner(session);
    for (Command command : CommandWriter.withoutCopy().write(steps)) {
      runner.add(command);
    }
    runner.flush();
    session.connection().commit();
    return steps;
  }

  private List<String> rows() {
    return TestPostgres.query(
        database,
        "select concat_ws('|', tenant_id, id, note, at at time zone 'UTC') from item order by id");
  }

  @Test
  void changedDistributionValueTakesTheRowOutAndPutsItInWithWhatTheUpdateLeftAlone()
      throws SQLException {
    List<Step> steps =
        apply(
            source
                .begin(1)
                .updateFull(
                    ITEM,
                    List.of("1", "placeholder", "2026-01-01 00:00:00+00", "10"),
                    List.of("1", "placeholder", "2026-02-02 00:00:00+00", "20"))
                .unchanged("note")
                .updateFull(
                    ITEM,
                    List.of("2", "large2", "2026-01-01 00:00:00+00", "10"),
                    List.of("2", "new", "2026-01-01 00:00:00+00", "20"))
                .commit());

    assertThat(steps).hasSize(2).allMatch(Step.Move.class::isInstance);
    assertThat(rows())
        .containsExactly(
            "20|1|large1|2026-02-02 00:00:00",
            "20|2|new|2026-01-01 00:00:00",
            "10|3|large3|2026-01-01 00:00:00",
            "10|4|large4|2026-01-01 00:00:00");
  }

  @Test
  void rowThatMovesTwiceAndComesBackIsFoundWhereItWas() throws SQLException {
    String at = "2026-01-01 00:00:00+00";
    List<Step> steps =
        apply(
            source
                .begin(1)
                .updateFull(ITEM, List.of("1", "large1", at, "10"), List.of("1", "x", at, "20"))
                .updateFull(ITEM, List.of("1", "x", at, "20"), List.of("1", "y", at, "30"))
                .updateFull(ITEM, List.of("2", "large2", at, "10"), List.of("2", "x", at, "20"))
                .updateFull(ITEM, List.of("2", "x", at, "20"), List.of("2", "z", at, "10"))
                .updateFull(ITEM, List.of("3", "large3", at, "10"), List.of("3", "x", at, "20"))
                .delete(ITEM, "3", "x", at, "20")
                .commit());

    assertThat(steps)
        .hasExactlyElementsOfTypes(Step.Delete.class, Step.Move.class, Step.Update.class);
    assertThat(rows())
        .containsExactly(
            "30|1|y|2026-01-01 00:00:00",
            "10|2|z|2026-01-01 00:00:00",
            "10|4|large4|2026-01-01 00:00:00");
  }

  @Test
  void bothHalvesOfAKeyChangeMoveTheRowAsOne() throws SQLException {
    String at = "2026-01-01 00:00:00+00";
    List<Step> steps =
        apply(
            source
                .begin(1)
                .changeKey(
                    ITEM,
                    List.of("1", "large1", at, "10"),
                    List.of("9", "placeholder", "placeholder", "20"))
                .unchanged("note", "at")
                .commit());

    assertThat(steps).hasOnlyElementsOfType(Step.Move.class);
    assertThat(rows()).contains("20|9|large1|2026-01-01 00:00:00").hasSize(4);
  }

  @Test
  void withoutTheColumnInTheRecordsKeyEachUpdateMoves() throws SQLException {
    recordsWithKey("id");
    String at = "2026-01-01 00:00:00+00";
    List<Step> steps =
        apply(
            source
                .begin(1)
                .update(ITEM, "1", "x", at, "20")
                .update(ITEM, "2", "placeholder", at, "10")
                .unchanged("note")
                .delete(ITEM, "3", null, null, null)
                .commit());

    assertThat(steps)
        .hasExactlyElementsOfTypes(Step.Delete.class, Step.Move.class, Step.Move.class);
    assertThat(rows())
        .containsExactly(
            "20|1|x|2026-01-01 00:00:00",
            "10|2|large2|2026-01-01 00:00:00",
            "10|4|large4|2026-01-01 00:00:00");
  }
}
