package io.weft.it;

import io.weft.it.env.Database;
import io.weft.it.env.Server;
import io.weft.it.env.SharedCluster;
import io.weft.it.pipeline.Tables;
import io.weft.it.pipeline.TestPipeline;
import io.weft.it.pipeline.TestSink;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/**
 * Transactions whose changes lie mixed in the log, before, while and after the tables are copied.
 */
class InterleavedTransactionsIT {

  private static final String SCHEMA =
      """
      CREATE TABLE item (id int PRIMARY KEY, v text UNIQUE, n int NOT NULL DEFAULT 0);
      CREATE TABLE line (v text);
      ALTER TABLE line REPLICA IDENTITY FULL;
      """;

  @Test
  void changesOfOpenTransactionsAreKeptApart() throws SQLException {
    Database source = Server.shared().createDatabase("mixed_source");
    Database target = Server.shared().createDatabase("mixed_target");
    source.execute(SCHEMA);
    target.execute(SCHEMA);
    source.execute("INSERT INTO item SELECT i, 'v' || i FROM generate_series(1, 100) i");
    try (Connection a = source.connect();
        Connection b = source.connect();
        Statement first = a.createStatement();
        Statement second = b.createStatement();
        TestPipeline pipeline = TestPipeline.of(SharedCluster.get(), source).startSource()) {
      TestSink sink = pipeline.startSink(target);
      sink.awaitCopied();
      a.setAutoCommit(false);
      b.setAutoCommit(false);

      // the one that begins first commits last
      first.execute("INSERT INTO item VALUES (200, 'a'); INSERT INTO line VALUES ('a')");
      second.execute("INSERT INTO item VALUES (201, 'b'); INSERT INTO line VALUES ('b')");
      first.execute("UPDATE item SET n = 1 WHERE id = 1");
      second.execute("UPDATE item SET n = 2 WHERE id = 2");
      b.commit();
      first.execute("UPDATE item SET n = n + 10 WHERE id = 2; UPDATE line SET v = 'a after b'");
      a.commit();

      // what one frees, the other takes as soon as it may
      first.execute("DELETE FROM item WHERE id = 3");
      second.execute("DELETE FROM item WHERE id = 4");
      a.commit();
      second.execute("INSERT INTO item VALUES (3, 'v4')");
      b.commit();
      first.execute("INSERT INTO item VALUES (4, 'v3')");
      a.commit();

      // one rolls back in the middle, wholly and in part
      first.execute("UPDATE item SET n = 77 WHERE id BETWEEN 10 AND 20");
      second.execute("SAVEPOINT s; UPDATE item SET n = 88 WHERE id BETWEEN 30 AND 40");
      a.rollback();
      second.execute("ROLLBACK TO s; UPDATE item SET n = 99 WHERE id BETWEEN 10 AND 15");
      b.commit();

      // a large one, open while many small ones commit
      first.execute("INSERT INTO item SELECT i, 'large ' || i FROM generate_series(1000, 20000) i");
      for (int i = 0; i < 200; i++) {
        second.execute(
            "UPDATE item SET n = n + 1 WHERE id = 50; INSERT INTO line VALUES ('small')");
        b.commit();
      }
      first.execute(
          "UPDATE item SET n = n + 1 WHERE id >= 1000; DELETE FROM item WHERE id % 3 = 0");
      second.execute("INSERT INTO item VALUES (900, 'still here')");
      b.commit();
      a.commit();

      // open before the fence, committed behind it
      first.execute("UPDATE item SET n = -1 WHERE id = 60");
      sink.awaitCaughtUp();
      a.commit();
      sink.awaitCaughtUp();
    }
    Tables.assertIdentical(source, target);
  }

  @Test
  void transactionsThatWereOpenWhenTheCopyBeganArrive() throws SQLException {
    Database source = Server.shared().createDatabase("open_source");
    Database target = Server.shared().createDatabase("open_target");
    source.execute(SCHEMA);
    target.execute(SCHEMA);
    source.execute("INSERT INTO item SELECT i, 'v' || i FROM generate_series(1, 20000) i");
    try (Connection a = source.connect();
        Statement open = a.createStatement();
        TestPipeline pipeline = TestPipeline.of(SharedCluster.get(), source)) {
      a.setAutoCommit(false);
      open.execute("UPDATE item SET n = 1 WHERE id < 50; INSERT INTO line VALUES ('open')");
      // The slot waits for the transaction to end, so that none is cut in two.
      Thread commit =
          new Thread(
              () -> {
                try {
                  Thread.sleep(3_000);
                  open.execute("DELETE FROM item WHERE id BETWEEN 100 AND 150");
                  a.commit();
                } catch (SQLException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      commit.start();
      pipeline.startSource();
      source.execute("UPDATE item SET n = n + 5 WHERE id > 19000");
      TestSink sink = pipeline.startSink(target);
      sink.awaitCopied();
      source.execute("UPDATE item SET n = n + 1 WHERE id < 10");
      commit.join();
      sink.awaitCaughtUp();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Tables.assertIdentical(source, target);
  }
}
