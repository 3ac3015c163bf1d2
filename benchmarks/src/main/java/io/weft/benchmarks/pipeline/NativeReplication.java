package io.weft.benchmarks.pipeline;

import io.weft.benchmarks.env.Database;
import io.weft.postgres.Identifiers;
import io.weft.postgres.PostgresUri;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** The rival: PostgreSQL's own logical replication, with its own settings. */
public final class NativeReplication implements AutoCloseable {

  private static final String NAME = "rival";
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final Database source;
  private final Database target;

  private NativeReplication(Database source, Database target) {
    this.source = source;
    this.target = target;
  }

  /** Copies the source's tables, and leaves a slot in which changes wait. */
  public static NativeReplication prepare(Database source, Database target)
      throws SQLException, InterruptedException, TimeoutException {
    source.execute("create publication " + NAME + " for all tables");
    target.execute(
        "create subscription %s connection %s publication %s"
            .formatted(NAME, Identifiers.literal(connection(source.uri())), NAME));
    target.await("select bool_and(srsubstate = 'r') from pg_subscription_rel", PAUSE, TIMEOUT);
    target.execute("alter subscription " + NAME + " disable");
    CatchUp.awaitUnread(source, NAME);
    return new NativeReplication(source, target);
  }

  private static String connection(PostgresUri source) {
    PostgresUri.Host host = source.hosts().get(0);
    return "host=%s port=%d user=%s dbname=%s"
        .formatted(host.name(), host.port(), source.user(), source.database());
  }

  /** Takes the backlog; returns the seconds that it took. */
  public double catchUp() throws SQLException, InterruptedException, TimeoutException {
    return new CatchUp(source, NAME, target)
        .seconds(
            () -> {
              target.execute("alter subscription " + NAME + " enable");
              return null;
            });
  }

  /** Ends the subscription, and drops its slot on the source. */
  @Override
  public void close() throws SQLException {
    target.execute("drop subscription " + NAME);
    source.execute("drop publication " + NAME);
  }
}
