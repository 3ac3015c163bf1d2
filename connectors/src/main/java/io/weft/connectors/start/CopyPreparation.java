package io.weft.connectors.start;

import io.weft.connectors.config.CaptureConfig;
import io.weft.connectors.config.DistributionSettings;
import io.weft.postgres.CopyHold;
import io.weft.postgres.Hypertables;
import io.weft.postgres.SettledTables;
import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the source ready for a copy: the tables are published, and the stream's slot holds the log
 * from before the copy's snapshot on, so that no change falls between the two.
 */
public final class CopyPreparation {

  private static final Logger LOG = LoggerFactory.getLogger(CopyPreparation.class);
  private static final String KEY = "table.include.list";

  private final CaptureConfig config;
  private final DistributionSettings distribution;

  /**
   * @param distribution columns that tables are to have in the target, though they lack them
   */
  public CopyPreparation(CaptureConfig config, DistributionSettings distribution) {
    this.config = config;
    this.distribution = distribution;
  }

  /** What stands in the way, all at once, without changing anything. */
  public List<SourceFault> faults(Connection source) throws SQLException {
    SourceTables tables = SourceTables.read(source, config);
    DistributionFaults ofDistribution = DistributionFaults.ofCopy(source, tables, distribution);
    List<SourceFault> faults = new ArrayList<>(faults(source, tables, ofDistribution));
    faults.addAll(ofDistribution.ofRows());
    return faults;
  }

  private static List<SourceFault> faults(
      Connection source, SourceTables tables, DistributionFaults ofDistribution)
      throws SQLException {
    List<SourceFault> faults = new ArrayList<>(SourceServer.faults(source));
    faults.addAll(tables.faults());
    faults.addAll(ofDistribution.all());
    Set<TableName> hypertables = Hypertables.names(source);
    hypertables.retainAll(tables.names());
    hypertables.forEach(
        name ->
            faults.add(
                new SourceFault(
                    KEY,
                    "Table %s is a hypertable of TimescaleDB, which can be a target but not a source. Leave it out by table.exclude.list"
                        .formatted(name))));
    return faults;
  }

  /**
   * The tables to copy; refuses what stands in the way.
   *
   * @throws ConnectException if something does; names all of it
   */
  public List<ChosenTable> tables(Connection source) throws SQLException {
    SourceTables tables = SourceTables.read(source, config);
    List<SourceFault> faults =
        faults(source, tables, DistributionFaults.ofCopy(source, tables, distribution));
    if (!faults.isEmpty()) {
      throw new ConnectException(
          faults.stream()
              .map(SourceFault::reason)
              .collect(Collectors.joining("; ", "Cannot copy the source as it is: ", "")));
    }
    return tables.chosen().stream()
        .map(table -> new ChosenTable(table.name(), table.oid()))
        .toList();
  }

  /**
   * Whether the stream's slot is there.
   *
   * @throws ConnectException if it is one from which the stream cannot be read
   */
  public boolean hasSlot(Connection source) throws SQLException {
    Optional<ReplicationSlot> slot = ReplicationSlot.read(source, config.slotName());
    slot.flatMap(s -> StartPlanner.unfit(s, config.database()))
        .ifPresent(
            fault -> {
              throw new ConnectException(fault);
            });
    if (slot.filter(ReplicationSlot::isLost).isPresent()) {
      throw new ConnectException(
          "Replication slot %s is invalid: the source has removed log that it needs. %s"
              .formatted(config.slotName(), resync()));
    }
    return slot.isPresent();
  }

  /** Publishes the tables, those first that are not published yet. */
  public void publish(List<ChosenTable> tables, boolean hasSlot, Connection source)
      throws SQLException {
    Publications publications =
        new Publications(source, config.publicationName(), config.managesPublication());
    List<TableName> names = tables.stream().map(ChosenTable::name).toList();
    if (hasSlot) {
      publications.requireAsBefore();
      publications.add(names);
    } else {
      publications.publish(names);
    }
  }

  /** Those of the tables that are published. */
  public SettledTables published(Connection source) throws SQLException {
    return SettledTables.read(
        source, config.publicationName(), SourceTables.read(source, config).names());
  }

  /** What to say of a slot that is gone, though tables were copied in the belief that it holds. */
  public ConnectException slotLost() {
    return new ConnectException(
        "Replication slot %s does not exist, but tables were copied on its account: what was written since cannot be read any more. %s"
            .formatted(config.slotName(), resync()));
  }

  /** Makes the stream's slot. Waits for every transaction to end that is open. */
  public void makeSlot(Connection source) throws SQLException {
    LOG.info("Making replication slot {}", config.slotName());
    try (PreparedStatement statement =
        source.prepareStatement("select pg_create_logical_replication_slot(?, 'pgoutput')")) {
      statement.setString(1, config.slotName());
      statement.execute();
    }
  }

  /**
   * Has the stream hold the changes of tables, from here on until a copy of them that begins later
   * is complete. It says so in the source's log, where it stands before that copy's position.
   */
  public void hold(Set<TableName> tables, Connection source) throws SQLException {
    if (tables.isEmpty()) {
      return;
    }
    LOG.info("Telling the stream that tables {} are copied anew", tables);
    try (PreparedStatement statement =
        source.prepareStatement("select pg_logical_emit_message(true, ?, ?)")) {
      statement.setString(1, CopyHold.MESSAGE_PREFIX);
      statement.setString(2, new CopyHold(config.slotName(), tables).encode());
      statement.execute();
    }
  }

  private String resync() {
    return "Resync the tables: stop the connectors of copy and stream, delete the offsets of both and the slot %s, and start them again"
        .formatted(config.slotName());
  }
}
