package io.weft.embedded;

/** What keeps the broker or the worker from running, in one line for a person. */
public final class StartException extends RuntimeException {

  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
