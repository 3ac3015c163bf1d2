package io.weft.postgres;

import java.util.regex.Pattern;

/**
 * What Debezium cannot say of a connection, since it pastes the parts into a JDBC URL as they are.
 */
final class DebeziumLimits {

  /** {@code RelationalDatabaseConnectorConfig.HOSTNAME_PATTERN} of Debezium 3.7. */
  private static final Pattern HOST = Pattern.compile("[a-zA-Z0-9-_.]+");

  private static final Pattern BREAKS_A_URL = Pattern.compile("[?%+#&/]");

  private DebeziumLimits() {}

  static void require(PostgresUri uri) {
    String host = uri.hosts().get(0).name();
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "The source's host '"
              + host
              + "' cannot be used by Debezium, which takes names and IPv4"
              + " addresses only; give the host's name instead.");
    }
    if (BREAKS_A_URL.matcher(uri.database()).find()) {
      throw new IllegalArgumentException(
          "The source database's name '"
              + uri.database()
              + "' cannot be used by Debezium, which"
              + " takes none of ? % + # & / in it; rename the database.");
    }
  }
}
