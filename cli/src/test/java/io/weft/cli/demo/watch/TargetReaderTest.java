package io.weft.cli.demo.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.cli.demo.fleet.Fleet;
import io.weft.cli.demo.fleet.FleetDatabase;
import io.weft.cli.demo.fleet.FleetSize;
import io.weft.postgres.PostgresUri;
import io.weft.postgres.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetReaderTest {

  private static final FleetSize SIZE = new FleetSize(320, 100, 4);
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @Test
  void targetThatShowsEverythingHasNoLag() throws Exception {
    String database = fleetDatabase();
    try (Fleet fleet = start(database);
        TargetReader reader = reader(database, fleet)) {
      Thread.sleep(500);
      fleet.stop();

      Sighting sighting = reader.look();

      assertThat(sighting.showsAll()).isTrue();
      assertThat(sighting.lagMs()).isZero();
      assertThat(sighting.tornReads()).isZero();
      assertThat(sighting.catchUpMs()).isBetween(0L, 5000L);
    }
  }

  @Test
  void targetThatStandsStillFallsBehindAsTimePasses() throws Exception {
    String source = fleetDatabase();
    String target = fleetDatabase();
    try (Fleet fleet = start(source);
        TargetReader reader = reader(target, fleet)) {
      Thread.sleep(400);
      long earlier = reader.look().lagMs();
      Thread.sleep(1000);
      long later = reader.look().lagMs();
      fleet.stop();

      assertThat(earlier).isPositive();
      assertThat(later - earlier).isBetween(900L, 3000L);
      assertThat(reader.look().showsAll()).isFalse();
    }
  }

  @Test
  void halfATransactionIsSeen() throws Exception {
    String database = fleetDatabase();
    try (Fleet fleet = start(database);
        TargetReader reader = reader(database, fleet)) {
      fleet.stop();
      reader.look();
      TestPostgres.execute(database, "update sites set reserve_wh = reserve_wh - 1 where id = 1");
      reader.look();

      assertThat(reader.sighting().reads()).isEqualTo(2);
      assertThat(reader.sighting().tornReads()).isEqualTo(1);
    }
  }

  @Test
  void largestLagIsCountedFromTheMomentOfHavingCaughtUp() {
    Sighting caughtUp =
        Sighting.NONE
            .seenWhileWriting(9000, false, 100)
            .seenWhileWriting(8000, false, 200)
            .seenWhileWriting(700, false, 300);

    assertThat(caughtUp).isEqualTo(new Sighting(3, 0, 700, 300, 700));
    assertThat(caughtUp.seenWhileWriting(2000, false, 400).seenWhileDraining(5, true))
        .isEqualTo(new Sighting(5, 1, 5, 300, 2000));
  }

  @Test
  void whoNeverCatchesUpWhileWritersWriteIsNotFlattered() {
    assertThat(
            Sighting.NONE
                .seenWhileWriting(9000, false, 100)
                .seenWhileDraining(3000, false)
                .seenWhileDraining(0, false))
        .isEqualTo(new Sighting(3, 0, 0, -1, 9000));
  }

  private String fleetDatabase() throws SQLException {
    String database = TestPostgres.createDatabase("watched");
    try (Connection connection = TestPostgres.connect(database)) {
      FleetDatabase.createTables(connection);
      FleetDatabase.fill(connection, SIZE, start);
    }
    return database;
  }

  private Fleet start(String database) throws SQLException {
    return Fleet.start(uri(database), SIZE, start, new Fleet.Workload(3200, 1));
  }

  private static TargetReader reader(String database, Fleet fleet) throws SQLException {
    try (Connection connection = TestPostgres.connect(database)) {
      return new TargetReader(
          uri(database), fleet, SIZE.writers(), FleetDatabase.energyWh(connection));
    }
  }

  private static PostgresUri uri(String database) {
    return new PostgresUri(
        List.of(new PostgresUri.Host("localhost", TestPostgres.port())),
        database,
        "postgres",
        Optional.empty(),
        Map.of());
  }
}
