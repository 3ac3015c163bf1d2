package io.weft.postgres;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;

/**
 * Whose fault a failure is, which says what to do with it.
 *
 * <p>Classes and codes are those of PostgreSQL's manual, appendix A.
 */
public enum Fault {
  /**
   * Passes by itself: the server is restarting, the network is down, a lock was lost. Try again.
   */
  TRANSIENT,
  /** The data or the set-up has to be mended by a person. */
  USER,
  /** A defect in Weft. */
  INTERNAL;

  private static final Set<String> TRANSIENT_CLASSES =
      Set.of(
          "08", // connection exception
          "40", // transaction rollback: serialization failure, deadlock
          "53", // insufficient resources: disk full, out of memory, too many connections
          "57", // operator intervention: shutdown, crash, cannot connect now
          "58"); // system error: I/O

  private static final Set<String> TRANSIENT_CODES =
      Set.of(
          "25006", // read_only_sql_transaction: a standby that is about to be promoted
          "25P03", // idle_in_transaction_session_timeout
          "55006", // object_in_use
          "55P03"); // lock_not_available

  /** configuration_limit_exceeded, in a class of others that pass: a person has set the limit. */
  private static final String LIMIT_EXCEEDED = "53400";

  /** What Citus says, without a code, where a node drops out of a transaction that is open. */
  private static final String NODE_LOST = "failure on connection marked as essential";

  private static final Set<String> INTERNAL_CODES = Set.of("42601", "XX000", "XX001", "XX002");

  /**
   * Classifies by the first SQLSTATE found along the chain of causes; without one, I/O failures are
   * transient.
   */
  public static Fault of(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && sql.getSQLState() != null) {
        return isNodeLost(sql) ? TRANSIENT : ofSqlState(sql.getSQLState());
      }
      if (t instanceof IOException) {
        return TRANSIENT;
      }
    }
    return INTERNAL;
  }

  private static boolean isNodeLost(SQLException failure) {
    return "XX000".equals(failure.getSQLState())
        && failure.getMessage() != null
        && failure.getMessage().contains(NODE_LOST);
  }

  private static Fault ofSqlState(String state) {
    if (LIMIT_EXCEEDED.equals(state)) {
      return USER;
    }
    if (TRANSIENT_CODES.contains(state) || TRANSIENT_CLASSES.contains(state.substring(0, 2))) {
      return TRANSIENT;
    }
    return INTERNAL_CODES.contains(state) ? INTERNAL : USER;
  }
}
