package io.weft.cli;

/** What the process tells its caller. */
final class ExitCode {

  /** The command did what was asked, or was ended by Ctrl-C where that is its only end. */
  static final int OK = 0;

  /** It could not; the last line says why. */
  static final int FAILED = 1;

  /** The command line was not understood. */
  static final int USAGE = 2;

  /** Ended by Ctrl-C, or a signal, before it reached what it was to wait for. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
