package io.weft.sink.apply;

/** A table that a batch changes is copied anew since the batch was planned. */
final class CopiesMovedException extends RuntimeException {

  CopiesMovedException() {
    super("a table is copied anew", null, false, false);
  }
}
