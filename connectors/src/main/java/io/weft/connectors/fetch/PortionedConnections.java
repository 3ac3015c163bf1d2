package io.weft.connectors.fetch;

import io.debezium.config.Field;
import io.debezium.jdbc.JdbcConfiguration;
import io.debezium.jdbc.JdbcConnection;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Debezium's connections, but that a statement with a fetch size takes it for the most, and reads
 * in portions of bounded size; and that no session is ended for the time that it takes.
 */
public final class PortionedConnections implements JdbcConnection.ConnectionFactory {

  private static final Field PORT = JdbcConfiguration.PORT.withDefault("5432");

  /** As Debezium's own connection to PostgreSQL. */
  private static final JdbcConnection.ConnectionFactory DEBEZIUM =
      JdbcConnection.patternBasedFactory(
          "jdbc:postgresql://${"
              + JdbcConfiguration.HOSTNAME
              + "}:${"
              + JdbcConfiguration.PORT
              + "}/${"
              + JdbcConfiguration.DATABASE
              + "}",
          "org.postgresql.Driver",
          PortionedConnections.class.getClassLoader(),
          PORT);

  /**
   * What the driver's own options would override: it asks for the time zone of this machine. And
   * limits that came with PostgreSQL 14 and 17; a server refuses options that it does not know.
   */
  private static final String PINS =
      """
      select set_config('timezone', 'UTC', false);
      select set_config(name, '0', false) from pg_settings
       where name in ('idle_session_timeout', 'transaction_timeout')""";

  @Override
  public Connection connect(JdbcConfiguration config) throws SQLException {
    Connection connection = DEBEZIUM.connect(config);
    try (Statement statement = connection.createStatement()) {
      statement.execute(PINS);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return new Portioned(connection).proxy();
  }

  /**
   * One connection.
   *
   * <p>The driver closes it when a portion is too large. Debezium then tries to roll back, and
   * would only tell of that failure; so each failure behind the first one repeats the first.
   */
  private static final class Portioned {

    private final Connection connection;
    private volatile TooLargeException tooLarge;

    Portioned(Connection connection) {
      this.connection = connection;
    }

    Connection proxy() {
      return proxied(
          Connection.class,
          (proxy, method, arguments) -> {
            Object result = call(method, arguments);
            return method.getName().equals("createStatement")
                ? portioned((Statement) result)
                : result;
          });
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
      try {
        return invoke(connection, method, arguments);
      } catch (SQLException e) {
        throw tooLarge == null ? e : tooLarge;
      }
    }

    private Statement portioned(Statement statement) {
      return proxied(
          Statement.class,
          (proxy, method, arguments) -> {
            int mostRows = method.getName().equals("executeQuery") ? statement.getFetchSize() : 0;
            if (mostRows == 0) {
              return invoke(statement, method, arguments);
            }
            PortionSize portion = new PortionSize(mostRows);
            statement.setFetchSize(portion.rows());
            try {
              return portioned((ResultSet) invoke(statement, method, arguments), portion);
            } catch (SQLException e) {
              throw explained(e, portion);
            }
          });
    }

    private ResultSet portioned(ResultSet rows, PortionSize portion) {
      return proxied(
          ResultSet.class,
          (proxy, method, arguments) -> {
            if (method.getName().equals("next")) {
              return next(rows, portion);
            }
            Object result = invoke(rows, method, arguments);
            if (arguments != null && method.getName().startsWith("get")) {
              portion.value(sizeOf(result));
            }
            return result;
          });
    }

    private boolean next(ResultSet rows, PortionSize portion) throws SQLException {
      if (portion.isOver()) {
        rows.setFetchSize(portion.rows());
      }
      portion.row();
      try {
        return rows.next();
      } catch (SQLException e) {
        throw explained(e, portion);
      }
    }

    private SQLException explained(SQLException failure, PortionSize portion) {
      if (!String.valueOf(failure.getMessage()).contains("maxResultBuffer")) {
        return failure;
      }
      tooLarge = new TooLargeException(portion.rows(), failure);
      return tooLarge;
    }
  }

  /** About; arrays and other objects of the driver print the text that they were sent as. */
  private static long sizeOf(Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return Long.BYTES;
    }
    return value instanceof byte[] bytes ? bytes.length : value.toString().length();
  }

  private static <T> T proxied(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            PortionedConnections.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
