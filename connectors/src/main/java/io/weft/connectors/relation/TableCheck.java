package io.weft.connectors.relation;

import java.sql.SQLException;

/** Asks the source's catalog whether the captured tables are as they were settled. */
@FunctionalInterface
public interface TableCheck {

  /**
   * Asks now.
   *
   * @throws SQLException if the source cannot be asked
   * @throws org.apache.kafka.connect.errors.ConnectException if one is not; names it
   */
  void requireAsSettled() throws SQLException;
}
