package io.weft.cli.run;

import java.util.List;

/**
 * Something that a person must mend. Its message is made for the terminal: what failed, on which
 * object, and the next step; no stack trace belongs beside it.
 */
public final class UserException extends RuntimeException {

  private final List<String> problems;

  /** One problem, told in one line. */
  public UserException(String problem) {
    this(List.of(problem));
  }

  /** One problem, with the failure behind it for the log. */
  public UserException(String problem, Throwable cause) {
    super(problem, cause);
    problems = List.of(problem);
  }

  /** Several problems, one line each. */
  public UserException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Every problem that was found, one line each. */
  public List<String> problems() {
    return problems;
  }
}
