package io.weft.connectors.relation;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import io.weft.postgres.TableName;
import java.sql.SQLException;
import java.util.Map;

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
    RelationDecoder.installIn(connection, names, check);
    return connection;
  }
}
