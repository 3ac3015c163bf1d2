package io.weft.connectors.value;

/** How the values of a column travel. */
public enum Verdict {
  /** In the form that Debezium gives them, and other consumers expect; it loses nothing. */
  EXACT("exact"),
  /** As PostgreSQL's own text literal. */
  AS_TEXT("as text"),
  /** Not at all: a pipeline with such a column does not start. */
  REFUSED("refused");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
