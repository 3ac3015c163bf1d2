package io.weft.sink.copy;

/**
 * The target does not stand where this task believes it to: another task has written, or a commit
 * had happened of which this one did not hear. Nothing was written; to go on, the target has to be
 * asked where it stands.
 */
public final class MovedOffsetException extends Exception {

  MovedOffsetException(String pipeline) {
    super(
        "the offsets of pipeline '" + pipeline + "' in the target are not those expected",
        null,
        false,
        false);
  }
}
