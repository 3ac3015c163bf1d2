package io.weft.connectors.copy.read;

import io.weft.connectors.copy.config.CopyConfig;
import io.weft.connectors.copy.plan.CopyAssignment;
import io.weft.connectors.copy.plan.CopyPlan.Chunk;
import io.weft.connectors.copy.plan.CopyPlan.LeafPart;
import io.weft.connectors.copy.plan.CopyPlan.TablePart;
import io.weft.connectors.copy.plan.TableCatalog;
import io.weft.connectors.copy.plan.TableShape;
import io.weft.connectors.copy.session.SourceSessions;
import io.weft.postgres.Identifiers;
import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A task's session on the source, in the shared snapshot. It keeps the tables that the task reads
 * as the snapshot has them, even after the snapshot's holder is gone.
 */
final class SnapshotSession implements AutoCloseable {

  /** Of a snapshot that nobody holds: 22023 up to PostgreSQL 16, then 42704. */
  private static final List<String> NO_SUCH_SNAPSHOT = List.of("22023", "42704");

  /** Of a table or schema by that name. */
  private static final List<String> NO_SUCH_TABLE = List.of("42P01", "3F000");

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** A statement that waits to alter a table has all wait that come later. */
  private static final int LOCK_WAIT_MS = 3_000;

  private final SourceSessions sessions;
  private final Connection source;
  private final Map<Long, TableShape> shapes;

  private SnapshotSession(
      SourceSessions sessions, Connection source, Map<Long, TableShape> shapes) {
    this.sessions = sessions;
    this.source = source;
    this.shapes = shapes;
  }

  /**
   * Begins a transaction in the snapshot.
   *
   * @param chunks what is to be read in it
   * @param config which columns are to be read, and which joined
   * @throws SnapshotLostException if the snapshot is held no longer
   */
  static SnapshotSession open(
      SourceSessions sessions, CopyAssignment assignment, List<Chunk> chunks, CopyConfig config)
      throws SQLException, SnapshotLostException {
    Connection source = sessions.open("weft-copy-task-" + assignment.task());
    try {
      begin(source, assignment.snapshot());
      Set<Long> oids = chunks.stream().map(c -> c.table().oid()).collect(Collectors.toSet());
      BiPredicate<TableName, String> isTaken = config.capture().columnFilter();
      Map<Long, TableShape> shapes =
          TableCatalog.shapes(source, oids, config.paths()).stream()
              .map(shape -> shape.only(column -> isTaken.test(shape.name(), column)))
              .collect(Collectors.toMap(TableShape::oid, Function.identity()));
      lock(source, chunks, shapes);
      requireAsPlanned(source, chunks);
      requireAsSeen(source, shapes);
      return new SnapshotSession(sessions, source, shapes);
    } catch (SQLException | SnapshotLostException | RuntimeException e) {
      sessions.close(source);
      throw e;
    }
  }

  private static void begin(Connection source, String snapshot)
      throws SQLException, SnapshotLostException {
    try (Statement statement = source.createStatement()) {
      statement.execute("begin isolation level repeatable read read only");
      statement.execute("set transaction snapshot " + Identifiers.literal(snapshot).trim());
      statement.execute("set local lock_timeout = " + LOCK_WAIT_MS);
    } catch (SQLException e) {
      if (NO_SUCH_SNAPSHOT.contains(e.getSQLState())) {
        throw new SnapshotLostException("The snapshot of the copy is held no longer");
      }
      throw e;
    }
  }

  private static void lock(Connection source, List<Chunk> chunks, Map<Long, TableShape> shapes)
      throws SQLException, SnapshotLostException {
    Set<Long> leaves = chunks.stream().map(c -> c.leaf().oid()).collect(Collectors.toSet());
    Set<TableName> names = new HashSet<>();
    shapes.values().stream()
        .flatMap(shape -> shape.leaves().stream())
        .filter(leaf -> leaves.contains(leaf.oid()))
        .forEach(leaf -> names.add(leaf.name()));
    if (names.size() < leaves.size()) {
      throw new SnapshotLostException("A table of the copy is no longer what it was");
    }
    readAlong(shapes).forEach(leaf -> names.add(leaf.name()));
    try (Statement statement = source.createStatement()) {
      statement.execute(TableCatalog.lockStatement(names));
    } catch (SQLException e) {
      if (NO_SUCH_TABLE.contains(e.getSQLState())) {
        throw new SnapshotLostException("A table of the copy was renamed or dropped");
      }
      throw e;
    }
  }

  private static void requireAsPlanned(Connection source, List<Chunk> chunks)
      throws SQLException, SnapshotLostException {
    Map<Long, LeafPart> leaves =
        chunks.stream()
            .map(Chunk::leaf)
            .collect(Collectors.toMap(LeafPart::oid, Function.identity(), (a, b) -> a));
    Map<Long, Long> files = TableCatalog.files(source, leaves.keySet());
    for (LeafPart leaf : leaves.values()) {
      if (!files.getOrDefault(leaf.oid(), -1L).equals(leaf.file())) {
        throw new SnapshotLostException("A table of the copy was rewritten or truncated");
      }
    }
  }

  private static List<TableShape.Leaf> readAlong(Map<Long, TableShape> shapes) {
    return shapes.values().stream()
        .flatMap(shape -> shape.joined().stream())
        .flatMap(joined -> joined.readAlong().stream())
        .distinct()
        .toList();
  }

  /** The snapshot shows which files tables had; the rows of another file are not in it. */
  private static void requireAsSeen(Connection source, Map<Long, TableShape> shapes)
      throws SQLException, SnapshotLostException {
    List<TableShape.Leaf> readAlong = readAlong(shapes);
    Map<Long, Long> files =
        TableCatalog.files(source, readAlong.stream().map(TableShape.Leaf::oid).toList());
    for (TableShape.Leaf leaf : readAlong) {
      if (!files.getOrDefault(leaf.oid(), -1L).equals(leaf.file())) {
        throw new SnapshotLostException(
            "A table to which foreign keys of copied tables lead was rewritten or truncated");
      }
    }
  }

  /** Whether a failure to open is that of a lock for which somebody waits before. */
  static boolean isLocked(SQLException e) {
    return LOCK_NOT_AVAILABLE.equals(e.getSQLState());
  }

  Connection source() {
    return source;
  }

  /** What the tables are like in the snapshot, by id. */
  Map<Long, TableShape> shapes() {
    return shapes;
  }

  /** What a table is like in the snapshot. */
  TableShape shape(TablePart table) {
    return shapes.get(table.oid());
  }

  /** Ends the session, whatever state it is in. */
  @Override
  public void close() {
    sessions.close(source);
  }
}
