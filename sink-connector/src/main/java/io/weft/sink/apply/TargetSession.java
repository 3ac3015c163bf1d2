package io.weft.sink.apply;

import io.weft.sink.encode.Parameter;
import io.weft.sink.target.TableKind;
import io.weft.sink.target.TargetCatalog;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.core.BaseConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the target. Every transaction begins by pinning its settings: whatever the
 * server or the role sets, values are read and compared in one form, and nothing is filtered, fired
 * or cut short. Nothing is expected to outlast a transaction, so that a pooler may stand between.
 *
 * <p>Not thread-safe, but {@link #abort} may be called from another thread.
 */
public final class TargetSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TargetSession.class);

  /** The savepoint to which a transaction returns when its changes have to be made otherwise. */
  private static final String SAVEPOINT = "weft_changes";

  private final Connection connection;
  private final TargetCatalog catalog;
  private final SessionFacts facts;
  private final String pipeline;
  private final List<String> pins;
  private final RoundTrip trip;
  private boolean inDoubt;

  private TargetSession(Connection connection, SessionFacts facts, String pipeline) {
    this.connection = connection;
    this.facts = facts;
    catalog = new TargetCatalog(connection);
    trip = new RoundTrip(connection);
    this.pipeline = pipeline;
    pins = SessionPins.statements(facts);
  }

  /** Connects. */
  public static TargetSession open(TargetSettings settings) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(settings.credentials());
    properties.setProperty("ApplicationName", "weft " + settings.pipeline());
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", "10");
    // Details of errors hold values of rows.
    properties.setProperty("logServerErrorDetail", "false");
    properties.setProperty(
        "binaryTransferEnable",
        Parameter.oids().stream().map(String::valueOf).collect(Collectors.joining(",")));
    if (!settings.preparedStatements()) {
      properties.setProperty("prepareThreshold", "0");
    }
    Connection connection = DriverManager.getConnection(settings.jdbcUrl(), properties);
    try {
      requireBinary(connection);
      SessionPins.keepSession(connection);
      connection.setAutoCommit(false);
      return new TargetSession(connection, SessionFacts.of(connection), settings.pipeline());
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static void requireBinary(Connection connection) throws SQLException {
    BaseConnection driver = connection.unwrap(BaseConnection.class);
    for (int oid : Parameter.oids()) {
      if (!driver.getQueryExecutor().useBinaryForSend(oid)) {
        throw new SQLException(
            "The connection's URL keeps the driver from sending parameters in binary: remove binaryTransfer and"
                + " binaryTransferDisable from it",
            "0A000");
      }
    }
  }

  /**
   * Begins a transaction that changes rows. Nothing is sent yet: the first round trip takes this
   * along.
   *
   * @param guard a statement without which nothing may be changed
   * @param kinds what the tables may be that are changed
   */
  void begin(Optional<String> guard, Set<TableKind> kinds) {
    pin();
    if (facts.citus() && kinds.contains(TableKind.REFERENCE)) {
      trip.add(SessionPins.ONE_SHARD_AFTER_THE_OTHER, List.of());
    }
    trip.add("select " + SessionLock.expression(pipeline), List.of());
    // Before the savepoint: going back to it would let go of locks taken behind it.
    guard.ifPresent(statement -> trip.add(statement, List.of()));
    deferConstraints();
    setSavepoint(SAVEPOINT);
  }

  /** Has checks wait that may wait. */
  void deferConstraints() {
    if (hasChecksToDefer()) {
      trip.add("set constraints all deferred", List.of());
    }
  }

  /**
   * Begins a transaction that copies rows: after a wait for a lock it sees what others did
   * meanwhile. Nothing is sent yet.
   */
  public void beginCopy() {
    pin("set transaction isolation level read committed");
  }

  /** Begins a transaction that looks around, or writes nothing but progress. */
  public void beginPlain() throws SQLException {
    pin();
    trip.run();
  }

  private void pin(String... first) {
    trip.clear();
    for (String statement : first) {
      trip.add(statement, List.of());
    }
    if (facts.readOnlyByDefault()) {
      trip.add("set transaction read write", List.of());
    }
    pins.forEach(pin -> trip.add(pin, List.of()));
  }

  /** Sets a savepoint, on the way with what follows. */
  void setSavepoint(String name) {
    trip.add("savepoint " + name, List.of());
  }

  /** Whether a check that may wait until the end of the transaction would be made then. */
  private boolean hasChecksToDefer() {
    return facts.deferrable() && !facts.replicaRole();
  }

  /** Has checks wait no longer, so that what they find shows before the commit. */
  void checkConstraints() {
    if (hasChecksToDefer()) {
      trip.add("set constraints all immediate", List.of());
    }
  }

  /** Takes the changes of the transaction back, whatever state it is in. */
  void returnToBeginning() throws SQLException {
    returnTo(SAVEPOINT);
  }

  /** Takes back what was changed since a savepoint; forgets what waits to be sent. */
  void returnTo(String savepoint) throws SQLException {
    trip.clear();
    try (Statement statement = connection.createStatement()) {
      statement.execute("rollback to savepoint " + savepoint);
    }
  }

  /** What goes to the server together. */
  public RoundTrip trip() {
    return trip;
  }

  /** The connection; transactions on it begin by one of the methods above. */
  public Connection connection() {
    return connection;
  }

  /** The target's tables. */
  public TargetCatalog catalog() {
    return catalog;
  }

  /** What the session may do. */
  SessionFacts facts() {
    return facts;
  }

  /** Commits. */
  public void commit() throws SQLException {
    connection.clearWarnings();
    connection.commit();
    inDoubt = facts.citus() && connection.getWarnings() != null;
  }

  /**
   * Whether the last commit holds, but some node of a Citus cluster did not take its part of it
   * yet: then the coordinator answers with warnings.
   */
  public boolean isInDoubt() {
    return inDoubt;
  }

  /** Ends the session at once, from any thread; what it was doing is rolled back. */
  void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("The connection to the target was gone already", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("The connection to the target was gone already", e);
    }
  }
}
