package io.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.load.Reader;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The target passes through the states of the source in the order of its commits. */
class CommitOrderIT {

  private static final int ROUNDS = 3000;

  private static final String SCHEMA =
      """
      CREATE TABLE z_first (id int PRIMARY KEY, n int NOT NULL);
      CREATE TABLE m_second (id int PRIMARY KEY, n int NOT NULL);
      CREATE TABLE a_third (n int NOT NULL);
      ALTER TABLE a_third REPLICA IDENTITY FULL;
      """;

  /** Each round counts up in the first table, then the second, then the third. */
  private static final String OUT_OF_ORDER =
      """
      SELECT format('first %s, second %s, third %s', f.n, s.n, t.n) FROM z_first f, m_second s, a_third t
      WHERE NOT (f.n >= s.n AND s.n >= t.n AND f.n <= t.n + 1)
      """;

  @Test
  void readerSeesCommitsInTheirOrder() throws SQLException {
    Database source = Server.shared().createDatabase("order_source");
    Database target = Server.shared().createDatabase("order_target");
    source.execute(SCHEMA);
    target.execute(SCHEMA);
    source.execute(
        "INSERT INTO z_first VALUES (1, 0); INSERT INTO m_second VALUES (1, 0); INSERT INTO a_third VALUES (0)");
    try (TestPipeline pipeline =
        TestPipeline.of(SharedCluster.get(), source)
            .withSource("topic.creation.default.partitions", "4")
            .startSource()) {
      TestSink sink = pipeline.startSink(target);
      sink.awaitCopied();
      try (Reader reader = Reader.start(target, database -> database.column(OUT_OF_ORDER))) {
        countUp(source);
        sink.awaitCaughtUp();
        assertThat(reader.looks()).isGreaterThan(50);
        assertThat(reader.findings()).isEqualTo(List.of());
      }
    }
    Tables.assertIdentical(source, target);
  }

  /**
   * Three sessions at once: those that change last begin first, so that the log holds them mixed.
   */
  private static void countUp(Database source) throws SQLException {
    try (Connection a = source.connect();
        Connection b = source.connect();
        Connection c = source.connect();
        Statement first = a.createStatement();
        Statement second = b.createStatement();
        Statement third = c.createStatement()) {
      for (Connection connection : List.of(a, b, c)) {
        connection.setAutoCommit(false);
      }
      for (int round = 0; round < ROUNDS; round++) {
        third.execute("UPDATE a_third SET n = n + 1");
        second.execute("UPDATE m_second SET n = n + 1");
        first.execute("UPDATE z_first SET n = n + 1");
        a.commit();
        b.commit();
        c.commit();
      }
    }
  }
}
