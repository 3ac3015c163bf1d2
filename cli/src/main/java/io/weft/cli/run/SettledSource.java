package io.weft.cli.run;

import io.weft.embedded.ConnectClient;
import io.weft.embedded.ConnectClient.SourceOffset;
import io.weft.postgres.SettledTables;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Whether the source's tables are still those that the source connector began with. It looks by
 * itself every few seconds; whoever says that the target has everything must look after that.
 */
final class SettledSource {

  private final ConnectClient connect;
  private final Names names;

  SettledSource(ConnectClient connect, Names names) {
    this.connect = connect;
    this.names = names;
  }

  /**
   * What has become of those that are not; a sentence or two each, with the next step.
   *
   * @throws IOException if Connect cannot be asked for what the connector has stored
   * @throws SQLException if the source cannot be asked
   */
  List<String> faults(Connection source) throws IOException, SQLException {
    for (SourceOffset stored : connect.sourceOffsets(names.sourceConnector())) {
      if ("tables".equals(stored.partition().get("weft"))) {
        return SettledTables.of(stored.offset()).faults(source, names.publication());
      }
    }
    throw new IOException("The source connector has not stored its tables yet");
  }
}
