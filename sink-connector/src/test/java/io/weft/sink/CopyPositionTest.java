package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.Lsn;
import io.weft.postgres.testing.TestPostgres;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;

/**
 * What the stream takes for granted of PostgreSQL: an exported snapshot shows exactly the
 * transactions whose commit ends at or before its position.
 */
class CopyPositionTest {

  private static final int SNAPSHOTS = 12;

  private final String source = TestPostgres.createDatabase("position");

  /** A snapshot's position, and the rows that it shows. */
  private record Shown(Lsn position, Set<Integer> ids) {}

  @Test
  void snapshotShowsWhatCommittedUpToItsPositionAndNothingElse() throws Exception {
    TestPostgres.execute(
        source, "create table t(id int primary key); create publication p for table t");
    try (Connection replication = replication();
        Statement slot = replication.createStatement()) {
      slot.execute(
          "CREATE_REPLICATION_SLOT position_stream TEMPORARY LOGICAL pgoutput (SNAPSHOT 'nothing')");
      AtomicBoolean done = new AtomicBoolean();
      List<Thread> writers = List.of(writer(0, done), writer(1, done), writer(2, done));
      List<Shown> snapshots = new ArrayList<>();
      for (int i = 0; i < SNAPSHOTS; i++) {
        snapshots.add(snapshot());
      }
      done.set(true);
      for (Thread writer : writers) {
        writer.join();
      }
      TestPostgres.execute(source, "insert into t values (-1)");
      Map<Integer, Lsn> ends = commitEnds(replication);

      for (Shown shown : snapshots) {
        Set<Integer> upToPosition = new TreeSet<>();
        ends.forEach(
            (id, end) -> {
              if (!end.isAfter(shown.position())) {
                upToPosition.add(id);
              }
            });
        assertThat(shown.ids()).isEqualTo(upToPosition);
      }
      assertThat(snapshots.get(0).ids()).hasSizeLessThan(ends.size());
      assertThat(snapshots.get(SNAPSHOTS - 1).ids()).isNotEmpty();
    }
  }

  private Connection replication() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("replication", "database");
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("assumeMinServerVersion", "10");
    return DriverManager.getConnection(TestPostgres.jdbcUrl(source), properties);
  }

  private Thread writer(int number, AtomicBoolean done) {
    Thread writer =
        new Thread(
            () -> {
              try (Connection connection = TestPostgres.connect(source);
                  Statement statement = connection.createStatement()) {
                for (int i = number; !done.get(); i += 3) {
                  statement.execute("insert into t values (" + i + ")");
                }
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    writer.start();
    return writer;
  }

  private Shown snapshot() throws SQLException {
    try (Connection replication = replication();
        Statement slot = replication.createStatement();
        Connection connection = TestPostgres.connect(source);
        Statement statement = connection.createStatement()) {
      String position;
      String snapshot;
      try (ResultSet made =
          slot.executeQuery(
              "CREATE_REPLICATION_SLOT position_copy TEMPORARY LOGICAL pgoutput (SNAPSHOT 'export')")) {
        made.next();
        position = made.getString("consistent_point");
        snapshot = made.getString("snapshot_name");
      }
      connection.setAutoCommit(false);
      statement.execute("set transaction isolation level repeatable read");
      statement.execute("set transaction snapshot '" + snapshot + "'");
      Set<Integer> ids = new TreeSet<>();
      try (ResultSet rows = statement.executeQuery("select id from t")) {
        while (rows.next()) {
          ids.add(rows.getInt(1));
        }
      }
      return new Shown(Lsn.parse(position), ids);
    }
  }

  /** Where each row's commit ends, as logical decoding tells (manual, "Message Formats"). */
  private static Map<Integer, Lsn> commitEnds(Connection replication) throws SQLException {
    Map<Integer, Lsn> ends = new LinkedHashMap<>();
    try (PGReplicationStream stream =
        replication
            .unwrap(PGConnection.class)
            .getReplicationAPI()
            .replicationStream()
            .logical()
            .withSlotName("position_stream")
            .withSlotOption("proto_version", "1")
            .withSlotOption("publication_names", "p")
            .start()) {
      int id = 0;
      while (!ends.containsKey(-1)) {
        ByteBuffer message = stream.read();
        switch (message.get()) {
          case 'I' -> id = insertedId(message);
          case 'C' -> {
            message.get();
            message.getLong();
            ends.put(id, new Lsn(message.getLong()));
          }
          default -> {
            // Beginnings and relations.
          }
        }
      }
    }
    return ends;
  }

  /** Relation, the letter N, one column, the letter t, its length, its text. */
  private static int insertedId(ByteBuffer message) {
    message.position(message.position() + 4 + 1 + 2 + 1);
    byte[] text = new byte[message.getInt()];
    message.get(text);
    return Integer.parseInt(new String(text, java.nio.charset.StandardCharsets.US_ASCII));
  }
}
