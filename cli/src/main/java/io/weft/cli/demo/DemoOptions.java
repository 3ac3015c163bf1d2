package io.weft.cli.demo;

import io.weft.cli.demo.fleet.Fleet;
import io.weft.cli.demo.fleet.FleetSize;
import io.weft.cli.run.Snapshot;
import io.weft.postgres.PostgresUri;
import java.time.Duration;
import java.util.Optional;

/**
 * What a person may choose.
 *
 * @param size of the fleet
 * @param workload of its writers
 * @param streaming how long to stream after the copy
 * @param timescale a TimescaleDB server to use as the target; none for a PostgreSQL of the demo's
 *     own
 * @param snapshot who copies the tables
 * @param afterwards what becomes of the data
 */
record DemoOptions(
    FleetSize size,
    Fleet.Workload workload,
    Duration streaming,
    Optional<PostgresUri> timescale,
    Snapshot snapshot,
    Afterwards afterwards) {

  /** What becomes of the data. */
  enum Afterwards {
    REMOVE,
    KEEP
  }
}
