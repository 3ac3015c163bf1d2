package io.weft.benchmarks.apply;

import io.weft.benchmarks.env.Database;
import io.weft.benchmarks.env.TargetKind;
import io.weft.benchmarks.env.WorkFolder;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** Who brings the changes into a target. */
public enum Contestant {
  /** Weft's sink. */
  WEFT("weft") {
    @Override
    Replication prepare(Race race) {
      return new SinkReplication(race, SinkSettings.weft(race), SinkSettings.worker(false));
    }

    @Override
    Optional<Capture> capture() {
      return Optional.of(Capture.WEFT);
    }
  },
  /** Debezium's JDBC sink, on what Debezium's source has captured. */
  JDBC_SINK("jdbcSink") {
    @Override
    Replication prepare(Race race) {
      return new SinkReplication(race, SinkSettings.jdbc(race), SinkSettings.worker(true));
    }

    @Override
    Optional<Capture> capture() {
      return Optional.of(Capture.STOCK);
    }

    /** With a delay it sends some hundred changes a second, and the run would last for hours. */
    @Override
    boolean serves(TargetKind kind, int delayMs) {
      return delayMs == 0;
    }
  },
  /** PostgreSQL's own logical replication, straight from the source. */
  NATIVE("native") {
    @Override
    Replication prepare(Race race) throws SQLException {
      return NativeReplication.prepare(race);
    }

    @Override
    Optional<Capture> capture() {
      return Optional.empty();
    }

    @Override
    boolean serves(TargetKind kind, int delayMs) {
      return kind.takesNativeReplication();
    }
  };

  private final String label;

  Contestant(String label) {
    this.label = label;
  }

  /** Its name in the results. */
  public String label() {
    return label;
  }

  /**
   * Whether it takes part.
   *
   * @param delayMs of the network between the source's side and the target's, each way
   */
  boolean serves(TargetKind kind, int delayMs) {
    return true;
  }

  /** What has to bring the changes to Kafka for it, if anything. */
  abstract Optional<Capture> capture();

  /** Makes ready what must be there before the first change is written. */
  abstract Replication prepare(Race race) throws SQLException;

  /**
   * One contestant's run.
   *
   * @param name is used by no other
   * @param target as it is, for whoever watches
   * @param delayMs of the network between the source's side and the target's, each way
   */
  record Race(
      String name,
      History history,
      Database target,
      int delayMs,
      String bootstrapServers,
      WorkFolder folder) {}

  /** A contestant at the start. */
  interface Replication extends AutoCloseable {

    /** Goes; returns as soon as it is under way. */
    void start() throws IOException, SQLException;

    /** Why it does not go on, if it does not. */
    Optional<String> failure() throws IOException;

    @Override
    void close() throws IOException, SQLException;
  }
}
