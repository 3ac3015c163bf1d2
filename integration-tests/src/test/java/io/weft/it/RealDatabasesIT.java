package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import io.weft.it.scenario.RealDatabase;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that others made, moved while every table of them changes. */
class RealDatabasesIT {

  private static final int ROUNDS = 60;

  private static final String UNTOUCHED =
      "SELECT relname FROM pg_stat_user_tables WHERE n_tup_upd + n_tup_del = 0";

  @ParameterizedTest
  @ValueSource(strings = {"chinook", "northwind"})
  void moveToPostgres(String name) throws InterruptedException {
    RealDatabase real = RealDatabase.named(name);
    Database target = emptyCopy(real, Server.shared());
    move(real, target);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chinook", "northwind"})
  void moveToTimescaleDb(String name) throws InterruptedException {
    RealDatabase real = RealDatabase.named(name);
    Database target = emptyCopy(real, Server.timescaleDb());
    target.executeEach(real.timescaleDbShape());
    move(real, target);
  }

  private static Database emptyCopy(RealDatabase real, Server server) {
    Database database = server.createDatabase("real_target");
    database.executeEach(real.load());
    List<String> tables =
        database.column(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public'");
    database.execute("TRUNCATE " + String.join(", ", tables));
    return database;
  }

  private static void move(RealDatabase real, Database target) throws InterruptedException {
    Database source = Server.shared().createDatabase("real_source");
    source.executeEach(real.load());
    source.executeEach(real.sourceShape());
    Thread application =
        new Thread(
            () -> {
              for (int round = 1; round <= ROUNDS; round++) {
                source.executeEach(real.changes(round));
              }
            });
    application.start();
    try (TestPipeline pipeline = TestPipeline.of(SharedCluster.get(), source).startSource()) {
      TestSink sink = pipeline.startSink(target);
      application.join();
      // and some more, for a machine on which the application was faster than the copy
      sink.awaitCopied();
      for (int round = ROUNDS + 1; round <= ROUNDS + 10; round++) {
        source.executeEach(real.changes(round));
      }
      sink.awaitCaughtUp();
    }
    assertThat(source.column(UNTOUCHED)).as("tables that did not change").isEmpty();
    Tables.assertIdentical(source, target);
  }
}
