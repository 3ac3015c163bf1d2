package io.weft.cli.compare;

import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * One side of a comparison: a read-only transaction that sees one snapshot throughout and prints
 * values in one way, whatever the server, database and role are set to.
 *
 * <p>Which settings change how values print: PostgreSQL's manual, section 19.11.2, and for names of
 * objects ({@code regclass} and its like) the search path. They are undone when this is closed.
 */
final class SnapshotSession implements AutoCloseable {

  private static final String BEGIN =
      """
      set transaction isolation level repeatable read, read only;
      set local datestyle = 'ISO, YMD';
      set local intervalstyle = 'postgres';
      set local timezone = 'UTC';
      set local extra_float_digits = 3;
      set local bytea_output = 'hex';
      set local lc_monetary = 'C';
      set local search_path = 'pg_catalog';
      set local quote_all_identifiers = off;
      set local row_security = off;
      set local statement_timeout = 0;
      set local idle_in_transaction_session_timeout = 0;
      set local jit = off;
      set local work_mem = '64MB'
      """;

  private final Connection connection;

  private SnapshotSession(Connection connection) {
    this.connection = connection;
  }

  static SnapshotSession begin(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      throw new IllegalArgumentException(
          "The connection is in a transaction; a comparison needs one in auto-commit mode");
    }
    connection.setAutoCommit(false);
    SnapshotSession session = new SnapshotSession(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute(BEGIN);
    } catch (SQLException e) {
      session.closeAfter(e);
      throw e;
    }
    return session;
  }

  /** The table's columns and key, or nothing if there is no such table. */
  Optional<TableShape> shape(TableName table) throws SQLException {
    return Catalog.shape(connection, table);
  }

  /** Starts to read rows in the form of COPY's text format. */
  RowStream read(String query) throws SQLException {
    return new RowStream(
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("copy (" + query + ") to stdout"));
  }

  private void closeAfter(SQLException failure) {
    try {
      close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() throws SQLException {
    if (!connection.isClosed()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
