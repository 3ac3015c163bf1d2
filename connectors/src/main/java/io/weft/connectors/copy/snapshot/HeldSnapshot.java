package io.weft.connectors.copy.snapshot;

import io.weft.connectors.copy.plan.TableCatalog;
import io.weft.connectors.copy.plan.TableCatalog.LeafSize;
import io.weft.connectors.copy.plan.TableShape;
import io.weft.connectors.copy.session.SourceSessions;
import io.weft.connectors.start.ChosenTable;
import io.weft.postgres.Fault;
import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import io.weft.postgres.distribution.DistributionPaths;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * A snapshot of the source that others can read in, and which stays for as long as this is open:
 * neither are the rows removed that it sees, nor are the tables rewritten, truncated or altered.
 * The latter is PostgreSQL's caveat about snapshots (manual, section "MVCC Caveats").
 *
 * <p>Of the log it holds nothing.
 */
final class HeldSnapshot implements AutoCloseable {

  private static final String NAME = "weft-copy-snapshot";

  private final SourceSessions sessions;
  private final Connection holder;
  private final Lsn copyLsn;
  private final Optional<DistributionPaths> paths;
  private String name;
  private List<TableShape> shapes;
  private Map<Long, LeafSize> sizes;

  private HeldSnapshot(
      SourceSessions sessions, Connection holder, Lsn copyLsn, Optional<DistributionPaths> paths) {
    this.sessions = sessions;
    this.holder = holder;
    this.copyLsn = copyLsn;
    this.paths = paths;
  }

  /**
   * What is to be read in it.
   *
   * @param paths to the distribution columns of tables that lack them
   */
  record Wanted(List<ChosenTable> tables, Optional<DistributionPaths> paths) {}

  /**
   * Takes a snapshot, and locks tables.
   *
   * @param slotName of the temporary slot that gives it its position; waits for every transaction
   *     to end that is open
   * @throws RetriableException if a table was changed in between
   */
  static HeldSnapshot take(SourceSessions sessions, Wanted wanted, String slotName)
      throws SQLException {
    Connection replication = sessions.openForReplication(NAME);
    try (Statement statement = replication.createStatement();
        ResultSet slot = statement.executeQuery(creation(slotName))) {
      slot.next();
      Lsn copyLsn = Lsn.parse(slot.getString("consistent_point"));
      return imported(sessions, slot.getString("snapshot_name"), copyLsn, wanted);
    } finally {
      sessions.close(replication);
    }
  }

  private static String creation(String slotName) {
    return "CREATE_REPLICATION_SLOT " + slotName + " TEMPORARY LOGICAL pgoutput EXPORT_SNAPSHOT";
  }

  private static HeldSnapshot imported(
      SourceSessions sessions, String snapshot, Lsn copyLsn, Wanted wanted) throws SQLException {
    HeldSnapshot held = new HeldSnapshot(sessions, sessions.open(NAME), copyLsn, wanted.paths());
    try {
      held.begin(snapshot);
      held.settle(wanted.tables().stream().map(ChosenTable::oid).toList());
      return held;
    } catch (SQLException | RuntimeException e) {
      held.close();
      throw e;
    }
  }

  private void begin(String snapshot) throws SQLException {
    try (Statement statement = holder.createStatement()) {
      statement.execute(
          "begin isolation level repeatable read read only; set transaction snapshot '"
              + snapshot
              + "'");
      try (ResultSet row = statement.executeQuery("select pg_export_snapshot()")) {
        row.next();
        name = row.getString(1);
      }
    }
  }

  /** What the snapshot shows of the tables must be what they are once nobody can change them. */
  private void settle(List<Long> oids) throws SQLException {
    shapes = TableCatalog.shapes(holder, oids, paths);
    lock();
    Connection now = sessions.open(NAME);
    try {
      if (shapes.size() < oids.size() || !TableCatalog.shapes(now, oids, paths).equals(shapes)) {
        throw changed(null);
      }
      sizes =
          TableCatalog.sizes(
              now,
              shapes.stream()
                  .flatMap(shape -> shape.leaves().stream())
                  .map(TableShape.Leaf::oid)
                  .toList());
    } finally {
      sessions.close(now);
    }
  }

  private void lock() throws SQLException {
    List<TableName> names =
        shapes.stream()
            .flatMap(
                shape ->
                    Stream.concat(
                        Stream.of(shape.name()),
                        shape.readLeaves().stream().map(TableShape.Leaf::name)))
            .distinct()
            .toList();
    try (Statement statement = holder.createStatement()) {
      statement.execute(TableCatalog.lockStatement(names));
    } catch (SQLException e) {
      if (Fault.of(e) == Fault.TRANSIENT || !isAbsence(e)) {
        throw e;
      }
      throw changed(e);
    }
  }

  /** Of a table or a schema by that name. */
  private static boolean isAbsence(SQLException e) {
    return List.of("42P01", "3F000").contains(e.getSQLState());
  }

  private static RetriableException changed(SQLException cause) {
    return new RetriableException(
        "Tables were altered, rewritten or truncated while the snapshot was taken", cause);
  }

  Lsn copyLsn() {
    return copyLsn;
  }

  /** The name by which other sessions share it. */
  String name() {
    return name;
  }

  List<TableShape> shapes() {
    return shapes;
  }

  /** Of the leaves, by id. */
  Map<Long, LeafSize> sizes() {
    return sizes;
  }

  /**
   * Makes sure that it is still there.
   *
   * @throws SQLException if it is lost
   */
  void ping() throws SQLException {
    try (Statement statement = holder.createStatement()) {
      statement.execute("select 1");
    }
  }

  @Override
  public void close() {
    sessions.close(holder);
  }
}
