package io.weft.connectors.start;

import io.weft.postgres.Identifiers;
import io.weft.postgres.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the source's server and the connector's role must allow. */
final class SourceServer {

  /** In the form of {@code server_version_num}. */
  private static final int OLDEST_VERSION = 130000;

  private static final String ABILITIES =
      """
      select current_setting('wal_level') = 'logical',
             r.rolreplication or r.rolsuper or exists (
               select from pg_auth_members m join pg_roles g on g.oid = m.roleid
                where m.member = r.oid
                  and g.rolname in ('rds_superuser', 'rdsadmin', 'rdsrepladmin', 'rds_replication')),
             r.rolname,
             current_setting('server_version_num')::int
        from pg_roles r where r.rolname = current_user""";

  private static final String LOG_END =
      """
      select case when pg_is_in_recovery()
                  then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end::text""";

  private SourceServer() {}

  static List<SourceFault> faults(Connection source) throws SQLException {
    List<SourceFault> faults = new ArrayList<>();
    try (Statement statement = source.createStatement();
        ResultSet row = statement.executeQuery(ABILITIES)) {
      row.next();
      if (row.getInt(4) < OLDEST_VERSION) {
        faults.add(
            new SourceFault(
                "database.hostname",
                "The source's server is older than PostgreSQL 13, which cannot publish partitions as their root. Upgrade it"));
      }
      if (!row.getBoolean(1)) {
        faults.add(
            new SourceFault(
                "database.hostname",
                "The source's wal_level is not logical, so that its changes cannot be read. Run: ALTER SYSTEM SET wal_level = logical, and restart the server"));
      }
      if (!row.getBoolean(2)) {
        faults.add(
            new SourceFault(
                "database.user",
                "The connector's role %s may not replicate. Run: ALTER ROLE %s REPLICATION"
                    .formatted(row.getString(3), Identifiers.quote(row.getString(3)))));
      }
    }
    return faults;
  }

  /** Where the server's log ends, or, on a standby, up to where it has come. */
  static Lsn logEnd(Connection source) throws SQLException {
    try (Statement statement = source.createStatement();
        ResultSet row = statement.executeQuery(LOG_END)) {
      row.next();
      return Lsn.parse(row.getString(1));
    }
  }
}
