package io.weft.cli.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.cli.compare.DatabaseComparison;
import io.weft.postgres.PostgresUri;
import io.weft.postgres.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FleetTest {

  private static final FleetSize SMALL = new FleetSize(400, 2000, 4);
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void everyTransactionIsTenInsertsFourUpdatesAndTwoDeletesOverSeveralTables() throws Exception {
    String database = fleetDatabase();
    recordChanges(database);

    runWriters(database, new Fleet.Workload(0, 1), 1500);

    String shapes =
        """
        select distinct count(*) filter (where op = 'INSERT') || ':' ||
          count(*) filter (where op = 'UPDATE') || ':' ||
          count(*) filter (where op = 'DELETE') || ' in ' || count(distinct tab)
        from changes group by xid
        """;
    assertThat(column(database, shapes)).containsExactly("10:4:2 in 6");
  }

  @Test
  void acknowledgedChangesAreCounted() throws Exception {
    String database = fleetDatabase();
    recordChanges(database);

    long counted = runWriters(database, new Fleet.Workload(0, 1), 500);

    assertThat(column(database, "select count(*)::text from changes"))
        .containsExactly(Long.toString(counted));
    assertThat(counted).isPositive();
  }

  @Test
  void energyIsTheSameAtEveryMoment() throws Exception {
    String database = fleetDatabase();
    try (Connection reader = TestPostgres.connect(database);
        Fleet fleet = start(database, new Fleet.Workload(0, 1))) {
      long energyWh = FleetDatabase.energyWh(reader);
      for (int i = 0; i < 300; i++) {
        assertThat(FleetDatabase.energyWh(reader)).isEqualTo(energyWh);
      }
      fleet.stop();
      assertThat(fleet.transactions()).isGreaterThan(50);
    }
  }

  @Test
  void sameSeedWritesTheSameRows() throws Exception {
    String first = fleetDatabase();
    String second = fleetDatabase();
    String third = fleetDatabase();

    runTransactions(first, 7);
    runTransactions(second, 7);
    runTransactions(third, 8);

    assertThat(identical(first, second)).isTrue();
    assertThat(identical(first, third)).isFalse();
  }

  @Test
  void writersKeepToTheRate() throws Exception {
    long changes = runWriters(fleetDatabase(), new Fleet.Workload(1600, 1), 3000);

    assertThat(changes).isBetween(3 * 1600L / 2, 3 * 1600L * 3 / 2);
  }

  @Test
  void writersNeverRunOutOfRowsToDelete() throws Exception {
    String database = TestPostgres.createDatabase("fleet");
    FleetSize empty = new FleetSize(320, 0, 1);
    try (Connection connection = TestPostgres.connect(database)) {
      FleetDatabase.createTables(connection);
      FleetDatabase.fill(connection, empty, START);
    }
    try (FleetTransaction transaction =
        new FleetTransaction(TestPostgres.connect(database), empty, 0, START, 1)) {
      for (int i = 0; i < 1000; i++) {
        transaction.run(START.atOffset(ZoneOffset.UTC).plusSeconds(i));
      }
    }
    assertThat(column(database, "select count(*)::text from readings")).containsExactly("7000");
  }

  @Test
  void failureOfAWriterIsTold() throws Exception {
    String database = fleetDatabase();
    try (Fleet fleet = start(database, new Fleet.Workload(160, 1))) {
      // A rename locks one table only; to drop it would lock those it refers to as well, and
      // deadlock.
      TestPostgres.execute(database, "alter table charges rename to payments");
      assertThatThrownBy(
              () -> {
                Thread.sleep(1000);
                fleet.stop();
              })
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("charges");
    }
  }

  private static String fleetDatabase() throws SQLException {
    String database = TestPostgres.createDatabase("fleet");
    try (Connection connection = TestPostgres.connect(database)) {
      FleetDatabase.createTables(connection);
      FleetDatabase.fill(connection, SMALL, START);
    }
    return database;
  }

  private static void recordChanges(String database) {
    TestPostgres.execute(
        database,
        """
        create table changes (xid xid8 default pg_current_xact_id(), op text, tab text);
        create function record_change() returns trigger language plpgsql as $$
          begin
            insert into changes (op, tab) values (tg_op, tg_table_name);
            return null;
          end $$;
        do $$
          declare t text;
          begin
            foreach t in array array['sites', 'models', 'devices', 'settings', 'readings', 'alerts', 'charges'] loop
              execute format('create trigger record after insert or update or delete on %I'
                ' for each row execute function record_change()', t);
            end loop;
          end $$
        """);
  }

  private static Fleet start(String database, Fleet.Workload workload) throws SQLException {
    PostgresUri uri =
        new PostgresUri(
            List.of(new PostgresUri.Host("localhost", TestPostgres.port())),
            database,
            "postgres",
            Optional.empty(),
            Map.of());
    return Fleet.start(uri, SMALL, START, workload);
  }

  private static long runWriters(String database, Fleet.Workload workload, long millis)
      throws Exception {
    try (Fleet fleet = start(database, workload)) {
      Thread.sleep(millis);
      fleet.stop();
      return fleet.changes();
    }
  }

  private static void runTransactions(String database, long seed) throws SQLException {
    OffsetDateTime time = START.atOffset(ZoneOffset.UTC);
    for (int writer = 0; writer < SMALL.writers(); writer++) {
      try (FleetTransaction transaction =
          new FleetTransaction(TestPostgres.connect(database), SMALL, writer, START, seed)) {
        for (int i = 0; i < 50; i++) {
          transaction.run(time.plusSeconds(i));
        }
      }
    }
  }

  private static boolean identical(String first, String second) throws SQLException {
    try (Connection left = TestPostgres.connect(first);
        Connection right = TestPostgres.connect(second)) {
      return DatabaseComparison.compare(left, right).identical();
    }
  }

  private static List<String> column(String database, String query) throws SQLException {
    try (Connection connection = TestPostgres.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> values = new java.util.ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}
