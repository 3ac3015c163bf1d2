package io.weft.postgres.testing;

import io.weft.postgres.Identifiers;
import io.weft.postgres.PostgresUri;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Citus cluster whose coordinator {@code WEFT_CITUS_URL} names. A database of a cluster is one
 * on each of its nodes, which have to be told of each other.
 */
public final class TestCitus {

  /** The variable that names the coordinator. */
  public static final String VARIABLE = "WEFT_CITUS_URL";

  private TestCitus() {}

  /** The coordinator's maintenance database; empty if the environment names none. */
  public static Optional<PostgresUri> coordinator() {
    String url = System.getenv(VARIABLE);
    return url == null || url.isBlank() ? Optional.empty() : Optional.of(PostgresUri.parse(url));
  }

  /**
   * Makes an empty database on each node of a cluster, with the extension; one at a time, since
   * nodes that join at once alter the same roles.
   *
   * @param coordinator its maintenance database, whose nodes are those of the new one
   * @return the coordinator's
   */
  public static synchronized PostgresUri createDatabase(PostgresUri coordinator, String name) {
    List<PostgresUri> nodes = nodes(coordinator);
    for (PostgresUri node : nodes) {
      execute(
          node,
          "create database " + Identifiers.quote(name) + " template template0 encoding 'UTF8'");
      execute(named(node, name), "create extension if not exists citus");
    }
    PostgresUri made = named(coordinator, name);
    if (nodes.size() == 1) {
      return made;
    }
    for (PostgresUri node : nodes) {
      String join =
          node.hosts().equals(coordinator.hosts())
              ? "citus_set_coordinator_host"
              : "citus_add_node";
      PostgresUri.Host host = node.hosts().get(0);
      execute(
          made, "select %s(%s, %d)".formatted(join, Identifiers.literal(host.name()), host.port()));
    }
    return made;
  }

  /** Removes it again, with whoever is connected to it. */
  public static void dropDatabase(PostgresUri coordinator, String name) {
    for (PostgresUri node : nodes(coordinator)) {
      execute(node, "drop database if exists " + Identifiers.quote(name) + " with (force)");
    }
  }

  /** The same database on the coordinator and on each worker, in this order. */
  public static List<PostgresUri> nodes(PostgresUri coordinator) {
    List<PostgresUri> nodes = new ArrayList<>(List.of(coordinator));
    try (Connection connection = coordinator.connect();
        Statement statement = connection.createStatement()) {
      if (knowsNodes(statement)) {
        addWorkers(statement, nodes);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Could not ask " + coordinator + " for its nodes", e);
    }
    return nodes;
  }

  private static boolean knowsNodes(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select to_regclass('pg_dist_node') is not null")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static void addWorkers(Statement statement, List<PostgresUri> nodes) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "select nodename, nodeport from pg_dist_node where groupid <> 0 order by 1, 2")) {
      while (rows.next()) {
        nodes.add(nodes.get(0).at(new PostgresUri.Host(rows.getString(1), rows.getInt(2))));
      }
    }
  }

  private static PostgresUri named(PostgresUri server, String name) {
    return new PostgresUri(
        server.hosts(), name, server.user(), server.password(), server.parameters());
  }

  private static void execute(PostgresUri database, String sql) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("Failed on " + database + ": " + sql, e);
    }
  }
}
