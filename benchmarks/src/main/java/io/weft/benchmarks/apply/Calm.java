package io.weft.benchmarks.apply;

import io.weft.benchmarks.env.Database;
import java.sql.SQLException;

/** Has a server finish what those before have left it to do, so that nobody pays for others. */
final class Calm {

  private static final String VACUUMS =
      "select count(*) from pg_stat_activity where backend_type = 'autovacuum worker'";
  private static final int LOOKS = 120;
  private static final long PAUSE_MS = 500;

  private Calm() {}

  /** Writes its buffers out, and waits a while for its vacuums. */
  static void await(Database database) throws SQLException, InterruptedException {
    database.execute("checkpoint");
    for (int look = 0; look < LOOKS && !"0".equals(database.text(VACUUMS)); look++) {
      Thread.sleep(PAUSE_MS);
    }
  }
}
