package io.weft.connectors.start;

import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.weft.connectors.config.CaptureConfig;
import io.weft.connectors.config.DistributingTransforms;
import io.weft.connectors.start.StartDecision.NewSnapshot;
import io.weft.connectors.start.StartDecision.Refused;
import io.weft.connectors.start.StartDecision.Resume;
import io.weft.connectors.start.StartDecision.SlotAwaited;
import io.weft.connectors.start.StartDecision.SlotBusy;
import io.weft.connectors.stream.ResumePoint;
import io.weft.postgres.Lsn;
import io.weft.postgres.SettledTables;
import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the source ready before Debezium starts: resolves the tables, makes the publication, and
 * compares the slot with what is stored. After it, Debezium finds everything as it must be.
 */
public final class SourcePreparation {

  private static final Logger LOG = LoggerFactory.getLogger(SourcePreparation.class);
  private static final String CONNECTION_NAME = "weft-capture-start";

  private final CaptureConfig config;

  public SourcePreparation(CaptureConfig config) {
    this.config = config;
  }

  /**
   * What stands in the way, all at once, without changing anything.
   *
   * @throws SQLException if the source cannot be asked
   */
  public List<SourceFault> faults() throws SQLException {
    try (PostgresConnection connection = connect()) {
      Connection source = connection.connection();
      source.setAutoCommit(true);
      List<SourceFault> faults = new ArrayList<>(SourceServer.faults(source));
      SourceTables tables = SourceTables.read(source, config);
      faults.addAll(tables.faults());
      DistributionFaults distribution = distributionFaults(tables, source);
      faults.addAll(distribution.all());
      faults.addAll(distribution.ofRows());
      return faults;
    }
  }

  /**
   * Prepares one start.
   *
   * @param storedOffset what Connect has stored for this pipeline; null if nothing
   * @param settled the tables as they are remembered from the first start; empty before it
   * @throws SlotBusyException if the start has to wait for another reader of the slot
   * @throws SlotAwaitedException if the slot is for somebody else to make
   * @throws SQLException if the source cannot be asked
   * @throws ConnectException if the start would not be exact, or a table cannot be captured
   */
  public SourcePlan prepare(Map<String, ?> storedOffset, Optional<SettledTables> settled)
      throws SQLException, SlotBusyException, SlotAwaitedException {
    try (PostgresConnection connection = connect()) {
      Connection source = connection.connection();
      source.setAutoCommit(true);
      refuse(SourceServer.faults(source));
      StartDecision decision =
          StartPlanner.decide(
              request(SourceServer.logEnd(source)),
              StoredProgress.of(storedOffset),
              ReplicationSlot.read(source, config.slotName()));
      return carryOut(decision, SourceTables.read(source, config), settled, source);
    }
  }

  private PostgresConnection connect() {
    return new PostgresConnection(config.debezium().getJdbcConfig(), CONNECTION_NAME);
  }

  private static void refuse(List<SourceFault> faults) {
    if (!faults.isEmpty()) {
      throw new ConnectException(
          faults.stream()
              .map(SourceFault::reason)
              .collect(Collectors.joining("\n  ", "Cannot capture the source as it is:\n  ", "")));
    }
  }

  private StartRequest request(Lsn logEnd) {
    return new StartRequest(
        config.database(),
        config.slotName(),
        config.isSlotNameDerived(),
        config.takesSnapshot(),
        logEnd);
  }

  private SourcePlan carryOut(
      StartDecision decision,
      SourceTables tables,
      Optional<SettledTables> settled,
      Connection source)
      throws SQLException, SlotBusyException, SlotAwaitedException {
    if (decision instanceof Refused refused) {
      throw new ConnectException(refused.reason());
    }
    if (decision instanceof SlotBusy busy) {
      throw new SlotBusyException(busy.reason());
    }
    if (decision instanceof SlotAwaited awaited) {
      throw new SlotAwaitedException(awaited.reason());
    }
    if (decision instanceof Resume resume) {
      return resume(resume.from(), tables, settled, source);
    }
    return snapshot(((NewSnapshot) decision).leftover(), tables, source);
  }

  private SourcePlan snapshot(
      Optional<ReplicationSlot> leftover, SourceTables tables, Connection source)
      throws SQLException {
    refuse(tables.faults());
    refuse(distributionFaults(tables, source).all());
    publications(source).publish(tables.names());
    if (leftover.isPresent()) {
      LOG.warn(
          "A snapshot was begun and did not end. Its slot {} is dropped, and a new snapshot begins with a new slot",
          leftover.get().name());
      leftover.get().drop(source);
    }
    return SourcePlan.of(Optional.empty(), tables.chosen(), settle(tables.names(), source));
  }

  /** What is published now is what capture begins with. */
  private SettledTables settle(Collection<TableName> names, Connection source) throws SQLException {
    return stillSettled(SettledTables.read(source, config.publicationName(), names), source);
  }

  private SettledTables stillSettled(SettledTables settled, Connection source) throws SQLException {
    TableWatch.require(settled, config, source);
    return settled;
  }

  private SourcePlan resume(
      ResumePoint from, SourceTables tables, Optional<SettledTables> remembered, Connection source)
      throws SQLException {
    publications(source).requireAsBefore();
    SettledTables settled = settled(tables, remembered, source);
    SourceTables captured = tables.among(settled, config.takesSnapshot());
    refuse(captured.faults());
    refuse(distributionFaults(captured, source).all());
    return SourcePlan.of(Optional.of(from), captured.chosen(), settled);
  }

  /**
   * Behind a snapshot of the stream's own, no table can join. Behind a copy it can: the copy
   * publishes it before its rows are read.
   */
  private SettledTables settled(
      SourceTables tables, Optional<SettledTables> remembered, Connection source)
      throws SQLException {
    if (remembered.isEmpty()) {
      return settle(tables.names(), source);
    }
    SettledTables before = stillSettled(remembered.get().only(tables.isChosen()), source);
    return config.takesSnapshot()
        ? before
        : before.joinedBy(SettledTables.read(source, config.publicationName(), tables.names()));
  }

  private DistributionFaults distributionFaults(SourceTables tables, Connection source)
      throws SQLException {
    return DistributionFaults.ofStream(
        source, tables, DistributingTransforms.of(config.complete()));
  }

  private Publications publications(Connection source) {
    return new Publications(source, config.publicationName(), config.managesPublication());
  }
}
