package io.weft.benchmarks.env;

import java.util.Locale;
import java.util.Optional;

/** What kind of database the changes go to. */
public enum TargetKind {
  /** A server of the benchmark's own. */
  POSTGRESQL(""),
  /**
   * The server that {@code WEFT_TIMESCALEDB_URL} names; tables with time in their key are
   * hypertables.
   */
  TIMESCALEDB("timescaledb"),
  /** The coordinator that {@code WEFT_CITUS_URL} names; all tables are distributed. */
  CITUS("citus");

  private final String extension;

  TargetKind(String extension) {
    this.extension = extension;
  }

  /** Its name in the results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The extension that makes it what it is, if any. */
  Optional<String> extension() {
    return extension.isEmpty() ? Optional.empty() : Optional.of(extension);
  }

  /** The environment variable that names its server, if it has one. */
  String variable() {
    return "WEFT_" + name() + "_URL";
  }

  /** Whether there is one to measure. */
  public boolean isPresent() {
    return extension.isEmpty() || System.getenv(variable()) != null;
  }

  /**
   * Whether PostgreSQL's own replication can write here: it writes past what makes hypertables and
   * distributed tables.
   */
  public boolean takesNativeReplication() {
    return this == POSTGRESQL;
  }
}
