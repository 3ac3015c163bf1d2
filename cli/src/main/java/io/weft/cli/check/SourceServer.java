package io.weft.cli.check;

import io.weft.postgres.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether the source's server can feed a pipeline. */
final class SourceServer {

  /** The oldest whose logical decoding carries messages, by which positions are marked. */
  static final int OLDEST_VERSION = 14;

  /** Those for whom the lock table has room (src/backend/utils/init/postinit.c, lock.c). */
  private static final String SESSIONS =
      """
      select sum(current_setting(name)::int) + 1
        from unnest(array['max_connections', 'max_prepared_transactions', 'max_worker_processes',
                          'autovacuum_max_workers', 'max_wal_senders']) name""";

  private final Connection connection;
  private final ServerFacts facts;
  private final Findings findings;

  SourceServer(Connection connection, ServerFacts facts, Findings findings) {
    this.connection = connection;
    this.facts = facts;
    this.findings = findings;
  }

  void check() {
    if (facts.majorVersion() < OLDEST_VERSION) {
      findings.obstacle(
          "The source is PostgreSQL " + facts.majorVersion(),
          "Weft reads " + OLDEST_VERSION + " and newer");
    }
    if (facts.isStandby()) {
      findings.obstacle("The source is a standby", "connect to its primary");
    }
    if (!facts.walLevel().equals("logical")) {
      findings.obstacle(
          "The source runs with wal_level=" + facts.walLevel(),
          "ALTER SYSTEM SET wal_level = 'logical' and restart it");
    }
    if (!facts.mayReplicate()) {
      findings.obstacle(
          "The source role " + facts.role() + " may not replicate",
          "ALTER ROLE " + Identifiers.quote(facts.role()) + " REPLICATION");
    }
  }

  /** A publication of the pipeline's name that is somebody else's. */
  void checkPublication(String publication) throws SQLException {
    String reduced =
        facts.majorVersion() >= 15
            ? "exists (select from pg_publication_rel r where r.prpubid = p.oid"
                + " and (r.prqual is not null or r.prattrs is not null))"
            : "false";
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select puballtables, " + reduced + " from pg_publication p where pubname = ?")) {
      statement.setString(1, publication);
      try (ResultSet row = statement.executeQuery()) {
        if (row.next() && (row.getBoolean(1) || row.getBoolean(2))) {
          findings.obstacle(
              "Publication "
                  + publication
                  + " on the source "
                  + (row.getBoolean(1)
                      ? "is FOR ALL TABLES, so that it would take in tables of which the copy has no"
                          + " rows"
                      : "leaves out rows or columns"),
              "choose another --name, or, if nobody needs it, DROP PUBLICATION "
                  + Identifiers.quote(publication));
        }
      }
    }
  }

  /** What a start from nothing needs beside that. */
  void checkFirstStart(String slot, CheckRequest.FirstRows firstRows) throws SQLException {
    if (!facts.mayCreateSchemas()) {
      findings.obstacle(
          "The source role " + facts.role() + " may not create a publication",
          "GRANT CREATE ON DATABASE "
              + Identifiers.quote(connection.getCatalog())
              + " TO "
              + Identifiers.quote(facts.role()));
    }
    checkLimit(
        "replication slots",
        "max_replication_slots",
        "select count(*) from pg_replication_slots",
        firstRows);
    checkLimit(
        "WAL senders", "max_wal_senders", "select count(*) from pg_stat_replication", firstRows);
    if (slotState(slot) != null) {
      findings.obstacle(
          "The replication slot " + slot + " exists on the source, but its data folder does not",
          "name that folder with --data, choose another --name, or, if nobody needs it, SELECT"
              + " pg_drop_replication_slot('"
              + slot
              + "')");
    }
  }

  /** What going on needs, once something was applied. */
  void checkGoingOn(String slot) throws SQLException {
    String state = slotState(slot);
    if (state == null) {
      findings.obstacle(
          "The replication slot "
              + slot
              + " is gone from the source, and with it the changes since",
          "copy anew: empty the target's tables and start with a new --data folder and --name");
    } else if (state.equals("lost")) {
      findings.obstacle(
          "The source threw away log that the replication slot " + slot + " still needed",
          "SELECT pg_drop_replication_slot('"
              + slot
              + "'), empty the target's tables and start with a new --data folder and --name;"
              + " raise max_slot_wal_keep_size");
    }
  }

  /** The copy has its snapshot from a slot of its own, for a moment, beside the stream's. */
  private void checkLimit(
      String what, String setting, String count, CheckRequest.FirstRows firstRows)
      throws SQLException {
    int free = number("select current_setting('" + setting + "')::int - (" + count + ")");
    if (free <= 0) {
      findings.obstacle(
          "The source has no free " + what, "raise " + setting + " and restart it, or drop one");
    } else if (free == 1 && firstRows == CheckRequest.FirstRows.COPY) {
      findings.obstacle(
          "The source has a single one left of its " + what + ", and the copy needs two",
          "raise " + setting + " and restart it, drop one, or use --snapshot=debezium");
    }
  }

  /**
   * Whether the server has room for the locks of a copy, which holds them on all tables until it is
   * over.
   *
   * @param locks one for each table, partition and index
   */
  void checkLocks(long locks) throws SQLException {
    int sessions = number(SESSIONS);
    long perSession = number("select current_setting('max_locks_per_transaction')::int");
    if (locks > sessions * perSession) {
      findings.obstacle(
          "The source has room for %d locks (max_locks_per_transaction=%d), and the copy holds %d, one for each table, partition and index"
              .formatted(sessions * perSession, perSession, locks),
          "ALTER SYSTEM SET max_locks_per_transaction = %d and restart it, or take fewer tables with --tables"
              .formatted(2 * locks / sessions + 1));
    }
  }

  private int number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }

  boolean hasSlot(String slot) throws SQLException {
    return slotState(slot) != null;
  }

  private String slotState(String slot) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select coalesce(wal_status, 'reserved') from pg_replication_slots where slot_name = ?")) {
      statement.setString(1, slot);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }
}
