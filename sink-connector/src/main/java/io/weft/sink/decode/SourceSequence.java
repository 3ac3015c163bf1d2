package io.weft.sink.decode;

import io.weft.postgres.Lsn;

/**
 * Debezium's {@code source.sequence}: a JSON array of two strings, the end of the last commit
 * before the event and the event's own position, both decimal. The first is null until a commit was
 * seen.
 *
 * @param start the array up to the end of its first string, empty if that is null
 * @param previousCommit the commit before the event's own, {@link Lsn#NONE} if the record does not
 *     tell
 */
record SourceSequence(String start, Lsn previousCommit) {

  /** Tells of no commit. */
  static final SourceSequence NONE = new SourceSequence("", Lsn.NONE);

  static SourceSequence of(String sequence) {
    if (namesNone(sequence)) {
      return NONE;
    }
    int open = sequence.indexOf('"');
    int close = sequence.indexOf('"', open + 1);
    try {
      Lsn commit = new Lsn(Long.parseUnsignedLong(sequence, open + 1, close, 10));
      return new SourceSequence(sequence.substring(0, close + 1), commit);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new DecodeException("Its source.sequence is not of the form [\"commit\",\"lsn\"]", e);
    }
  }

  private static boolean namesNone(String sequence) {
    return sequence == null || sequence.startsWith("[null");
  }

  /** Whether a sequence names the same commit. */
  boolean isOf(String sequence) {
    return namesNone(sequence) ? start.isEmpty() : !start.isEmpty() && sequence.startsWith(start);
  }
}
