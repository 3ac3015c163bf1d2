package io.weft.connectors.start;

import io.weft.postgres.Lsn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A replication slot as {@code pg_replication_slots} shows it.
 *
 * @param plugin the output plugin; absent for a physical slot
 * @param database the database it belongs to; absent for a physical slot
 * @param activePid the server process that holds it
 * @param confirmedFlush the position up to which its reader has confirmed everything
 * @param isLost whether the server has removed log that it needs
 */
record ReplicationSlot(
    String name,
    Optional<String> plugin,
    Optional<String> database,
    OptionalInt activePid,
    Optional<Lsn> confirmedFlush,
    boolean isLost) {

  static Optional<ReplicationSlot> read(Connection source, String name) throws SQLException {
    String sql =
        """
        select plugin, database, active_pid, confirmed_flush_lsn::text, coalesce(wal_status = 'lost', false)
          from pg_replication_slots where slot_name = ?""";
    try (PreparedStatement statement = source.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(from(name, row)) : Optional.empty();
      }
    }
  }

  private static ReplicationSlot from(String name, ResultSet row) throws SQLException {
    int pid = row.getInt(3);
    OptionalInt activePid = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(pid);
    return new ReplicationSlot(
        name,
        Optional.ofNullable(row.getString(1)),
        Optional.ofNullable(row.getString(2)),
        activePid,
        Optional.ofNullable(row.getString(4)).map(Lsn::parse),
        row.getBoolean(5));
  }

  /** Drops it on the server, which refuses while somebody reads from it. */
  void drop(Connection source) throws SQLException {
    try (PreparedStatement statement =
        source.prepareStatement("select pg_drop_replication_slot(?)")) {
      statement.setString(1, name);
      statement.execute();
    }
  }
}
