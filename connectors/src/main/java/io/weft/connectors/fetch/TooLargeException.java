package io.weft.connectors.fetch;

import java.sql.SQLException;
import java.util.Optional;

/** A portion of a snapshot's rows is larger than the memory that it may take. */
public final class TooLargeException extends SQLException {

  private static final long serialVersionUID = 1;

  /** PostgreSQL's own for "out of memory": less at a time may pass. */
  private static final String LESS_MAY_PASS = "53200";

  /** PostgreSQL's own for "program limit exceeded". */
  private static final String NONE_PASSES = "54000";

  private final int rows;

  TooLargeException(int rows, SQLException driver) {
    super(message(rows), rows > 1 ? LESS_MAY_PASS : NONE_PASSES, driver);
    this.rows = rows;
  }

  private static String message(int rows) {
    return (rows > 1 ? rows + " rows of the snapshot at once take" : "A row of the snapshot takes")
        + " more memory than driver.maxResultBuffer allows; give the JVM a larger heap (-Xmx), or"
        + (rows > 1 ? " lower snapshot.fetch.size" : " leave its table out");
  }

  /** How many rows of a portion were too many, if that is the reason of a failure. */
  public static Optional<Integer> rowsOf(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof TooLargeException tooLarge) {
        return Optional.of(tooLarge.rows);
      }
    }
    return Optional.empty();
  }
}
