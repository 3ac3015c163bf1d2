package io.weft.connectors.start;

import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes sure that the source publishes the captured tables, whole. */
final class Publications {

  private static final Logger LOG = LoggerFactory.getLogger(Publications.class);

  /** For so long, in ms, writers may have to wait when a table joins the publication. */
  private static final int WRITERS_WAIT_MS = 1_000;

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Connection source;
  private final String name;
  private final boolean mayChange;

  /**
   * @param mayChange whether the publication is Weft's to make and to change
   */
  Publications(Connection source, String name, boolean mayChange) {
    this.source = source;
    this.name = name;
    this.mayChange = mayChange;
  }

  /** Makes or completes the publication, before a slot is made. */
  void publish(List<TableName> tables) throws SQLException {
    Optional<Publication> existing = Publication.read(source, name);
    if (existing.flatMap(publication -> publication.fault(tables)).isPresent()) {
      throw new ConnectException(existing.get().fault(tables).get());
    }
    List<String> statements =
        existing
            .map(publication -> publication.changes(tables))
            .orElseGet(() -> List.of(Publication.creation(name, tables)));
    if (statements.isEmpty()) {
      return;
    }
    run(statements);
  }

  /**
   * Adds tables to a publication that a slot is read by.
   *
   * <p>Without writers on the tables: servers before PostgreSQL 13.21, 14.18, 15.13, 16.9 and 17.5
   * may go on leaving a table out for which a transaction was open meanwhile (release notes).
   *
   * @throws RetriableException if they could not be locked at once
   */
  void add(List<TableName> tables) throws SQLException {
    Publication publication = Publication.read(source, name).orElseThrow();
    publication
        .fault(tables)
        .ifPresent(
            fault -> {
              throw new ConnectException(fault);
            });
    List<TableName> missing =
        tables.stream().filter(table -> !publication.tables().contains(table)).toList();
    if (missing.isEmpty()) {
      return;
    }
    List<String> statements = publication.changes(tables);
    source.setAutoCommit(false);
    try {
      if (mayChange) {
        Publication.execute(
            source,
            List.of("SET LOCAL lock_timeout = " + WRITERS_WAIT_MS, Publication.lock(missing)));
      }
      run(statements);
      source.commit();
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw new RetriableException(
            "Tables %s join publication %s at a moment when no transaction writes to them"
                .formatted(missing, name),
            e);
      }
      throw e;
    } finally {
      source.rollback();
      source.setAutoCommit(true);
    }
  }

  private void run(List<String> statements) {
    String script = String.join("; ", statements);
    if (!mayChange) {
      throw new ConnectException(
          "Publication %s is not fit for capture, and publication.autocreate.mode=disabled keeps Weft from mending it. Run: %s"
              .formatted(name, script));
    }
    LOG.info("Running on the source: {}", script);
    try {
      Publication.execute(source, statements);
    } catch (SQLException e) {
      throw new ConnectException(
          "The connector's role could not make publication %s: %s. Let the owner of the tables run: %s"
              .formatted(name, e.getMessage(), script),
          e);
    }
  }

  /** Makes sure that what is published still is so in full, to go on with a slot that exists. */
  void requireAsBefore() throws SQLException {
    Publication publication =
        Publication.read(source, name)
            .orElseThrow(
                () ->
                    new ConnectException(
                        "Publication %s does not exist, but the slot does: what was written in between cannot be read. Make the publication before the slot, and resync the tables"
                            .formatted(name)));
    publication
        .fault(publication.tables())
        .ifPresent(
            fault -> {
              throw new ConnectException(fault);
            });
    if (!publication.changes(publication.tables()).isEmpty()) {
      throw new ConnectException(
          "Publication %s no longer publishes all operations, or not by partition root, so that changes may be missing. Resync the tables"
              .formatted(name));
    }
  }
}
