package io.weft.connectors;

/** What a person should read of a failure that Debezium has wrapped in several others. */
final class FailureReason {

  private FailureReason() {}

  /** The messages of the innermost two causes that have one of their own, the outer first. */
  static String of(Throwable failure) {
    String inner = null;
    String outer = null;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (hasOwnMessage(t)) {
        outer = inner;
        inner = t.getMessage();
      }
    }
    if (inner == null) {
      return failure.toString();
    }
    return outer == null || outer.contains(inner) ? inner : outer + ": " + inner;
  }

  private static boolean hasOwnMessage(Throwable t) {
    boolean isItsCause = t.getCause() != null && t.getCause().toString().equals(t.getMessage());
    return t.getMessage() != null && !t.getMessage().isBlank() && !isItsCause;
  }
}
