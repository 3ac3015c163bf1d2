package io.weft.sink.decode;

import io.weft.postgres.Lsn;

/**
 * Debezium's {@code source.sequence}: a JSON array of two strings, the end of the last commit
 * before the event and the event's own position, both decimal. The first is null until a commit was
 * seen.
 */
final class SourceSequence {

  private SourceSequence() {}

  /** The commit before the event's own, {@link Lsn#NONE} if the record does not tell. */
  static Lsn previousCommit(String sequence) {
    if (sequence == null || sequence.startsWith("[null")) {
      return Lsn.NONE;
    }
    int open = sequence.indexOf('"');
    int close = sequence.indexOf('"', open + 1);
    try {
      return new Lsn(Long.parseUnsignedLong(sequence, open + 1, close, 10));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new DecodeException("Its source.sequence is not of the form [\"commit\",\"lsn\"]", e);
    }
  }
}
