package io.weft.cli.demo.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/** Makes the fleet's tables and their first rows, and knows what holds between them. */
public final class FleetDatabase {

  /**
   * Energy that sites hold and energy that devices hold: each transaction moves some of it, none
   * makes or loses any. Read in one statement, hence of one moment.
   */
  public static final String ENERGY =
      "(select sum(reserve_wh) from sites) + (select sum(charge_wh) from devices)";

  private FleetDatabase() {}

  /** Makes the tables, empty. */
  public static void createTables(Connection connection) throws SQLException {
    execute(connection, resource("schema.sql"));
  }

  /** Fills the tables. */
  public static void fill(Connection connection, FleetSize size, Instant start)
      throws SQLException {
    execute(
        connection,
        """
        set fleet.sites = '%d';
        set fleet.devices = '%d';
        set fleet.readings = '%d';
        set fleet.start = '%s';
        set fleet.step = '%d s';
        set timezone = 'UTC';
        """
                .formatted(
                    FleetSize.SITES, size.devices(), size.readings(), start, size.stepSeconds())
            + resource("rows.sql"));
  }

  /** The energy in the fleet, which stays the same for ever. */
  public static long energyWh(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select " + ENERGY)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String resource(String name) {
    try (InputStream in = FleetDatabase.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read " + name, e);
    }
  }
}
