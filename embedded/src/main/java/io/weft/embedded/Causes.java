package io.weft.embedded;

import java.util.stream.Stream;

/** What lies behind a failure. */
final class Causes {

  private Causes() {}

  static Stream<Throwable> of(Throwable failure) {
    return Stream.iterate(failure, t -> t != null, Throwable::getCause);
  }

  /** The innermost cause that says something, in one line. */
  static String reason(Throwable failure) {
    return of(failure)
        .filter(t -> t.getMessage() != null)
        .reduce((outer, inner) -> inner)
        .map(t -> t.getMessage().lines().findFirst().orElse(""))
        .orElseGet(() -> failure.getClass().getSimpleName());
  }
}
