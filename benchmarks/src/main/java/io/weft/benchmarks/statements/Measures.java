package io.weft.benchmarks.statements;

import io.weft.benchmarks.env.Database;
import io.weft.benchmarks.env.TargetKind;
import io.weft.sink.decode.ValueForm;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** The table that is written to: a key of three columns, and three more. */
final class Measures {

  static final List<String> COLUMNS = List.of("tenant", "id", "at", "name", "value", "counter");

  /** How many of them make the key. */
  static final int KEY_COLUMNS = 3;

  static final List<ValueForm> FORMS =
      List.of(
          ValueForm.of(Schema.INT32_SCHEMA),
          ValueForm.of(Schema.INT64_SCHEMA),
          ValueForm.of(SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp").build()),
          ValueForm.of(Schema.STRING_SCHEMA),
          ValueForm.of(Schema.FLOAT64_SCHEMA),
          ValueForm.of(Schema.INT64_SCHEMA));

  private static final int TENANTS = 1_000;

  /** A hypertable's chunks then hold some ten thousand rows each. */
  private static final int SECONDS_OF_CHUNK = 10_000;

  private static final long BEGIN_S = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

  private Measures() {}

  /** Makes the table and its first rows, numbered from 0. */
  static void create(Database target, TargetKind kind, int rows) throws SQLException {
    target.execute(
        """
        create table measures (
          tenant int not null, id bigint not null, at timestamptz not null,
          name text, value float8, counter bigint, primary key (tenant, id, at))""");
    if (kind == TargetKind.TIMESCALEDB) {
      target.execute(
          "select create_hypertable('measures', 'at', chunk_time_interval => interval '%d s')"
              .formatted(SECONDS_OF_CHUNK));
    } else if (kind == TargetKind.CITUS) {
      target.execute("select create_distributed_table('measures', 'tenant')");
    }
    target.execute(
        """
        insert into measures
          select g %% %d, g, to_timestamp(%d + g), 'measure ' || g, g / 3.0, 0
            from generate_series(0, %d) g"""
            .formatted(TENANTS, BEGIN_S, rows - 1));
    target.execute("vacuum analyze measures");
  }

  /** Rows that follow each other. */
  static List<Object[]> rows(long from, int count) {
    List<Object[]> rows = new ArrayList<>(count);
    for (long number = from; number < from + count; number++) {
      rows.add(
          new Object[] {
            (int) (number % TENANTS),
            number,
            Instant.ofEpochSecond(BEGIN_S + number).toString(),
            "changed " + number,
            number / 7.0,
            number
          });
    }
    return rows;
  }

  /** The same, each value as its text. */
  static List<Object[]> asText(List<Object[]> rows) {
    List<Object[]> texts = new ArrayList<>(rows.size());
    for (Object[] row : rows) {
      Object[] text = new Object[row.length];
      for (int i = 0; i < row.length; i++) {
        text[i] = FORMS.get(i).text(row[i]);
      }
      texts.add(text);
    }
    return texts;
  }
}
