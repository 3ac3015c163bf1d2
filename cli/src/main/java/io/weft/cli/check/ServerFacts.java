package io.weft.cli.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a server says of itself and of the connected role.
 *
 * @param version as {@code server_version_num}
 * @param identity names this database across restarts, addresses and failovers: the cluster's
 *     system identifier and the database's oid
 * @param startedAt tells a server from a copy of it
 * @param encoding of the database, as {@code server_encoding}
 */
record ServerFacts(
    int version,
    boolean isStandby,
    String walLevel,
    boolean mayReplicate,
    boolean mayCreateSchemas,
    boolean maySetReplicaRole,
    boolean isSuperuser,
    String role,
    String identity,
    String startedAt,
    String encoding) {

  static ServerFacts read(Connection connection) throws SQLException {
    int version = number(connection, "select current_setting('server_version_num')::int");
    String replicaRole =
        version >= 150000
            ? "has_parameter_privilege('session_replication_role', 'SET')"
            : "r.rolsuper";
    String query =
        """
        select pg_is_in_recovery() as standby, current_setting('wal_level') as wal_level,
               r.rolreplication or r.rolsuper or coalesce((select pg_has_role(g.oid, 'USAGE')
                 from pg_roles g where g.rolname = 'rds_replication'), false) as replicates,
               has_database_privilege(current_database(), 'CREATE') as creates,
               r.rolsuper, r.rolname, pg_postmaster_start_time()::text as started,
               (select oid from pg_database where datname = current_database()) as database,
               current_setting('server_encoding') as encoding, %s as replica_role
        from pg_roles r where r.rolname = current_user
        """
            .formatted(replicaRole);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return new ServerFacts(
          version,
          row.getBoolean("standby"),
          row.getString("wal_level"),
          row.getBoolean("replicates"),
          row.getBoolean("creates"),
          row.getBoolean("replica_role"),
          row.getBoolean("rolsuper"),
          row.getString("rolname"),
          systemIdentifier(connection) + "/" + row.getString("database"),
          row.getString("started"),
          row.getString("encoding"));
    }
  }

  private static String systemIdentifier(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select system_identifier from pg_control_system()")) {
      row.next();
      return row.getString(1);
    }
  }

  private static int number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }

  boolean isSameServerAs(ServerFacts other) {
    return identity.equals(other.identity) && startedAt.equals(other.startedAt);
  }

  int majorVersion() {
    return version / 10000;
  }
}
