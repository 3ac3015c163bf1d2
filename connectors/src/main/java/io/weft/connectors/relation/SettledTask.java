package io.weft.connectors.relation;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import io.debezium.jdbc.JdbcConnection;
import io.weft.connectors.value.TypeChoice;
import io.weft.postgres.TableName;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/**
 * Debezium's task, which follows captured tables by what they are and not by what they are called.
 */
public final class SettledTask extends PostgresConnectorTask {

  private final SettledNames names;
  private final TableCheck check;

  /**
   * @param captured the name under which each captured table travels, by its id
   */
  public SettledTask(Map<Long, TableName> captured, TableCheck check) {
    this.names = new SettledNames(captured);
    this.check = check;
  }

  @Override
  protected ReplicationConnection buildReplicationConnection(
      PostgresConnection jdbcConnection, PostgresSchema schema, PostgresConnectorConfig config)
      throws SQLException {
    ReplicationConnection connection =
        super.buildReplicationConnection(jdbcConnection, schema, config);
    pinTimeZone(connection);
    boolean printsAll =
        jdbcConnection.connection().getMetaData().getDatabaseMajorVersion()
            >= TypeChoice.CHAR_PRINTED_SINCE;
    RelationDecoder.installIn(
        connection,
        names,
        check,
        new RelationDecoder.SentValues(
            new SentTypes(schema),
            printsAll ? Optional.empty() : Optional.of(new RawCharacters())));
    return connection;
  }

  /** The driver asks for the time zone of this machine, by which a timestamptz would be printed. */
  private static void pinTimeZone(ReplicationConnection connection) throws SQLException {
    if (connection instanceof JdbcConnection session) {
      try (Statement statement = session.connection(false).createStatement()) {
        statement.execute("set timezone = 'UTC'");
      }
    }
  }
}
