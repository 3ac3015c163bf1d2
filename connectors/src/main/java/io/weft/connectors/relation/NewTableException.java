package io.weft.connectors.relation;

import java.sql.SQLException;

/** There are changes of a table that was published since capture started; it is to start anew. */
public final class NewTableException extends SQLException {

  private static final long serialVersionUID = 1L;

  NewTableException(String message) {
    super(message);
  }

  /** Whether a failure was caused by that. */
  public static boolean isCauseOf(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof NewTableException) {
        return true;
      }
    }
    return false;
  }
}
