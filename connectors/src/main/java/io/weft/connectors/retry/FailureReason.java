package io.weft.connectors.retry;

import java.sql.SQLException;
import java.time.format.DateTimeParseException;

/** What a person should read of a failure that Debezium has wrapped in several others. */
public final class FailureReason {

  private FailureReason() {}

  /** PostgreSQL's class of errors about values, which its messages quote (manual, appendix A). */
  private static final String DATA_EXCEPTION = "22";

  private static final String NOT_IN_REPERTOIRE = "22021";

  /** Says no more than that something went wrong, and of a restart that is Weft's to decide. */
  private static final String WRAPPER = "An exception occurred in the change event producer.";

  /**
   * The messages of the innermost two causes that have one of their own, the outer first: one line,
   * without values.
   */
  public static String of(Throwable failure) {
    String inner = null;
    String outer = null;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (hasOwnMessage(t)) {
        outer = inner;
        inner = message(t);
      }
    }
    if (inner == null) {
      return failure.toString();
    }
    return outer == null || outer.contains(inner) ? inner : outer + ": " + inner;
  }

  /** The failure to hand on, behind that reason: none if its own messages quote values. */
  public static Throwable cause(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (state(t).startsWith(DATA_EXCEPTION) || quotesText(t)) {
        return null;
      }
    }
    return failure;
  }

  /** Whether it is of a reader, which repeats what it could not read. */
  private static boolean quotesText(Throwable t) {
    return t instanceof DateTimeParseException || t instanceof NumberFormatException;
  }

  private static String state(Throwable t) {
    return t instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
  }

  private static String message(Throwable t) {
    String state = state(t);
    if (state.equals(NOT_IN_REPERTOIRE)) {
      return "The source holds text that is no valid UTF-8, as a database of encoding SQL_ASCII may (SQLSTATE 22021). Mend it there, and begin anew with a copy";
    }
    if (quotesText(t)) {
      return "A value could not be read (" + t.getClass().getSimpleName() + ")";
    }
    if (state.startsWith(DATA_EXCEPTION)) {
      return "The source could not read a value (SQLSTATE " + state + ")";
    }
    return t.getMessage().lines().findFirst().orElse("").replaceFirst("^(?:ERROR|FATAL): ", "");
  }

  private static boolean hasOwnMessage(Throwable t) {
    boolean isItsCause = t.getCause() != null && t.getCause().toString().equals(t.getMessage());
    return t.getMessage() != null
        && !t.getMessage().isBlank()
        && !isItsCause
        && !t.getMessage().startsWith(WRAPPER);
  }
}
