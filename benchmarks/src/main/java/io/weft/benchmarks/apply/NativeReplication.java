package io.weft.benchmarks.apply;

import io.weft.benchmarks.env.Database;
import io.weft.postgres.Identifiers;
import io.weft.postgres.PostgresUri;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** A subscription, with PostgreSQL's defaults, to a slot in which all changes wait. */
final class NativeReplication implements Contestant.Replication {

  private final Contestant.Race race;
  private DelayingProxy proxy;

  private NativeReplication(Contestant.Race race) {
    this.race = race;
  }

  static NativeReplication prepare(Contestant.Race race) throws SQLException {
    race.history().makeSlot(race.name());
    return new NativeReplication(race);
  }

  @Override
  public void start() throws SQLException, IOException {
    Database source = race.history().source();
    PostgresUri.Host host = source.uri().hosts().get(0);
    if (race.delayMs() > 0) {
      proxy = DelayingProxy.start(host, race.delayMs());
      host = proxy.host();
    }
    String connection =
        "host=%s port=%d user=%s dbname=%s"
            .formatted(host.name(), host.port(), source.uri().user(), source.uri().database());
    race.target()
        .execute(
            "create subscription %s connection %s publication %s with (create_slot = false, copy_data = false)"
                .formatted(race.name(), Identifiers.literal(connection), History.PUBLICATION));
  }

  @Override
  public Optional<String> failure() {
    return Optional.empty();
  }

  /** Ends the subscription, and drops its slot on the source. */
  @Override
  public void close() throws SQLException, IOException {
    race.target().execute("drop subscription if exists " + race.name());
    if (proxy != null) {
      proxy.close();
    }
  }
}
