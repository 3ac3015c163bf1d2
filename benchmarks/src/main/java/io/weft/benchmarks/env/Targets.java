package io.weft.benchmarks.env;

import io.weft.postgres.Identifiers;
import io.weft.postgres.PostgresUri;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes target databases: on the benchmark's own server, or on those that the environment names.
 */
public final class Targets implements AutoCloseable {

  private static final String PREFIX = "weft_benchmark_";

  private final Server server;
  private final List<Runnable> drops = new ArrayList<>();

  /**
   * @param server for plain PostgreSQL
   */
  public Targets(Server server) {
    this.server = server;
  }

  /** Makes an empty database. */
  public Database create(TargetKind kind, String name) throws SQLException {
    if (kind == TargetKind.POSTGRESQL) {
      return server.create(name);
    }
    Database maintenance = new Database(PostgresUri.parse(System.getenv(kind.variable())));
    List<PostgresUri.Host> nodes = nodes(maintenance, kind);
    String database = PREFIX + name;
    for (PostgresUri.Host node : nodes) {
      Database at = new Database(maintenance.uri().at(node));
      drop(at, database);
      drops.add(() -> drop(at, database));
      at.execute("create database " + Identifiers.quote(database));
      named(at, database)
          .execute("create extension if not exists " + kind.extension().orElseThrow());
    }
    Database made = named(maintenance, database);
    if (kind == TargetKind.CITUS) {
      join(made, nodes);
      showCatalog(made);
    }
    return made;
  }

  /** A Citus cluster's coordinator and then its workers; else the server. */
  private static List<PostgresUri.Host> nodes(Database maintenance, TargetKind kind)
      throws SQLException {
    List<PostgresUri.Host> nodes = new ArrayList<>();
    nodes.add(maintenance.uri().hosts().get(0));
    if (kind == TargetKind.CITUS) {
      try (Connection connection = maintenance.uri().connect();
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "select nodename, nodeport from pg_dist_node where groupid <> 0 and isactive order by 1, 2")) {
        while (rows.next()) {
          nodes.add(new PostgresUri.Host(rows.getString(1), rows.getInt(2)));
        }
      }
    }
    return nodes;
  }

  /** With the setting on, Citus 14.0 fails at the query by which pgjdbc lists columns. */
  private static void showCatalog(Database coordinator) throws SQLException {
    coordinator.execute(
        "alter database %s set citus.override_table_visibility = off"
            .formatted(Identifiers.quote(coordinator.uri().database())));
  }

  private static void join(Database coordinator, List<PostgresUri.Host> nodes) throws SQLException {
    for (PostgresUri.Host node : nodes) {
      String function = node.equals(nodes.get(0)) ? "citus_set_coordinator_host" : "citus_add_node";
      coordinator.execute(
          "select %s(%s, %d)".formatted(function, Identifiers.literal(node.name()), node.port()));
    }
  }

  private static Database named(Database server, String name) {
    PostgresUri uri = server.uri();
    return new Database(
        new PostgresUri(uri.hosts(), name, uri.user(), uri.password(), uri.parameters()));
  }

  private static void drop(Database maintenance, String database) {
    try {
      maintenance.execute(
          "drop database if exists " + Identifiers.quote(database) + " with (force)");
    } catch (SQLException e) {
      throw new IllegalStateException("Could not drop " + database + " on " + maintenance, e);
    }
  }

  /** Drops what was made on servers that are not the benchmark's own. */
  @Override
  public void close() {
    drops.forEach(Runnable::run);
  }
}
