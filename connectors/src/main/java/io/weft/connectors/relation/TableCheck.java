package io.weft.connectors.relation;

import java.sql.SQLException;

/** Asks the source's catalog whether the captured tables are as they were settled. */
public interface TableCheck {

  /**
   * Asks now.
   *
   * @throws SQLException if the source cannot be asked
   * @throws org.apache.kafka.connect.errors.ConnectException if one is not; names it
   */
  void requireAsSettled() throws SQLException;

  /**
   * Whether a table of which there are changes is one that is captured, or is known not to be.
   *
   * @param table its id in the catalog
   * @throws SQLException if the source cannot be asked
   */
  boolean isKnown(long table) throws SQLException;
}
