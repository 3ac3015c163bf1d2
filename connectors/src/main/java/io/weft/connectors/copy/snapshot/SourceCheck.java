package io.weft.connectors.copy.snapshot;

import io.weft.connectors.copy.config.CopyConfig;
import io.weft.connectors.copy.session.SourceSessions;
import io.weft.connectors.retry.FailureReason;
import io.weft.connectors.start.CopyPreparation;
import io.weft.connectors.start.SourceFault;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Looks at the source when a person deploys the connector. */
public final class SourceCheck {

  private SourceCheck() {}

  /** What stands in the way of copying it, all at once; changes nothing. */
  public static List<SourceFault> faults(CopyConfig config) {
    try (SourceSessions sessions = new SourceSessions(config.capture())) {
      Connection source = sessions.open("weft-copy-check");
      List<SourceFault> faults =
          new CopyPreparation(config.capture(), config.distribution()).faults(source);
      sessions.close(source);
      return faults;
    } catch (SQLException e) {
      return List.of(
          new SourceFault(
              "database.hostname", "The source cannot be asked: " + FailureReason.of(e)));
    }
  }
}
