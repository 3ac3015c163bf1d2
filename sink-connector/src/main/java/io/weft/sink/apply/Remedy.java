package io.weft.sink.apply;

import io.weft.sink.assemble.SourceTransaction;
import io.weft.sink.assemble.Work;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/**
 * What to say of a failure of the target, and what a person can do about it, by its SQLSTATE
 * (manual, appendix A).
 */
public final class Remedy {

  private static final String AND_RESTART = " and restart the connector";

  private Remedy() {}

  /** The server's reason, unless its text may hold a row's values. */
  public static String reason(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null || state.startsWith("22")) {
      return "the target's column does not take the value";
    }
    if (state.startsWith("P0")) {
      return "a trigger or function of the target raised an exception, whose text is in the target's log";
    }
    return message(failure);
  }

  /** Whether the failure itself may hold a row's values. */
  public static boolean holdsValues(SQLException failure) {
    return !reason(failure).equals(message(failure));
  }

  private static String message(SQLException failure) {
    return failure instanceof PSQLException server && server.getServerErrorMessage() != null
        ? server.getServerErrorMessage().getMessage()
        : failure.getMessage();
  }

  /** The next step when rows of the bulk copy are refused. */
  public static String ofCopy(SQLException failure) {
    return of(failure, null);
  }

  /** The next step. */
  static String of(SQLException failure, Work work) {
    String state = failure.getSQLState() == null ? "?????" : failure.getSQLState();
    return switch (state) {
      case "22004" ->
          "A distributed table of Citus takes no NULL where it is distributed by: distribute it by a column that is NOT NULL,"
              + " or make it a reference table,"
              + AND_RESTART;
      case "22P02" ->
          "Give the target's columns the source's types, and its enums the source's labels,"
              + AND_RESTART
              + "; the value is in Kafka still";
      case "22P05" ->
          "The target's encoding lacks a character: use a target database whose encoding is UTF8";
      case "23503" -> ofForeignKey(work);
      case "23505" ->
          "The target holds a row that the source does not have, or its key is not the source's (any more): mend the target"
              + AND_RESTART;
      case "23514" ->
          message(failure).startsWith("no partition")
              ? "Create the partition in the target" + AND_RESTART
              : "The target has a constraint that the source does not have: mend the target"
                  + AND_RESTART;
      case "42501" -> "Grant the right to the connector's role" + AND_RESTART;
      case "42883" ->
          "If a constraint, an index or a generated column of the target calls a function, its names need their schemas:"
              + " it runs with search_path=pg_catalog. Otherwise give the target the source's tables and columns;"
              + " then restart the connector";
      default -> ofClass(state.substring(0, 2));
    };
  }

  /** The copy of one table does not wait for that of another. */
  private static String ofForeignKey(Work work) {
    return work instanceof SourceTransaction
        ? "The target lacks a row that the source has, or has a foreign key that the source does not have: mend the target"
            + AND_RESTART
        : "The copy meets a foreign key, as the connector's role may not switch them off: let a superuser run GRANT SET ON"
            + " PARAMETER session_replication_role TO the role, or create foreign keys once the copy is complete;"
            + " then restart the connector";
  }

  private static String ofClass(String stateClass) {
    return switch (stateClass) {
      case "22" ->
          "Give the target's columns the source's types"
              + AND_RESTART
              + "; the value is in Kafka still";
      case "23" ->
          "The target has a constraint that the source does not have: mend the target"
              + AND_RESTART;
      case "42" -> "Give the target the source's tables and columns" + AND_RESTART;
      default -> "Mend the target" + AND_RESTART;
    };
  }
}
