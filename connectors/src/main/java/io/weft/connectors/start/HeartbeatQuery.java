package io.weft.connectors.start;

import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.weft.connectors.config.CaptureConfig;
import io.weft.postgres.Identifiers;
import java.sql.SQLException;
import java.util.Map;

/**
 * Has the query that a person runs at each heartbeat find names as in any session of that role.
 * Weft's sessions find PostgreSQL's own only, so that names in values have their schema.
 */
public final class HeartbeatQuery {

  private static final String CONNECTION_NAME = "weft-heartbeat";

  private HeartbeatQuery() {}

  /**
   * Adds the search path to Debezium's settings, if there is such a query.
   *
   * @throws SQLException if the source cannot be asked
   */
  public static void addPath(Map<String, String> settings, CaptureConfig config)
      throws SQLException {
    if (config.ownHeartbeatQuery().isEmpty()) {
      return;
    }
    try (PostgresConnection source =
        new PostgresConnection(config.withRolesSearchPath(), CONNECTION_NAME)) {
      String path =
          source.queryAndMap(
              "show search_path",
              rows -> {
                rows.next();
                return rows.getString(1);
              });
      settings.put(
          CaptureConfig.HEARTBEAT_ACTION,
          "SELECT pg_catalog.set_config('search_path', %s, false); %s"
              .formatted(Identifiers.literal(path).trim(), config.ownHeartbeatQuery().get()));
    }
  }
}
