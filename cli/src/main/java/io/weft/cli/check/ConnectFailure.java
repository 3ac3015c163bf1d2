package io.weft.cli.check;

import io.weft.postgres.PostgresUri;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.stream.Stream;

/** Why a database could not be reached, in one line for a person. */
public final class ConnectFailure {

  private ConnectFailure() {}

  /**
   * Explains.
   *
   * @param side {@code source} or {@code target}
   */
  public static String explain(String side, PostgresUri uri, SQLException failure) {
    String where = "The " + side + " " + uri;
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (isNetwork(failure, UnknownHostException.class)) {
      return where + " has an unknown host name; check the spelling and the DNS.";
    }
    if (isNetwork(failure, SocketTimeoutException.class)
        || isNetwork(failure, NoRouteToHostException.class)) {
      return where + " does not answer; check host, port and firewall.";
    }
    if (isNetwork(failure, ConnectException.class)) {
      return where + " refuses connections; check the port, and that the server runs.";
    }
    return switch (state) {
      case "28P01" ->
          where + " refuses the password of " + uri.user() + "; check PGPASSWORD or ~/.pgpass.";
      case "08004" ->
          uri.password().isEmpty() && firstLine(failure).contains("password")
              ? where
                  + " wants a password and none was given; set PGPASSWORD, or add a line to"
                  + " ~/.pgpass (mode 0600)."
              : where
                  + " refuses the connection: "
                  + firstLine(failure)
                  + " Check sslmode and the other parameters of the URL.";
      case "3D000" -> where + " has no such database; check the name after the last slash.";
      case "28000" -> where + " refuses " + uri.user() + ": " + firstLine(failure);
      case "53300" -> where + " has no free connection; raise max_connections or close some.";
      case "57P03" -> where + " is starting up or shutting down; try again in a moment.";
      default -> where + " cannot be reached: " + firstLine(failure);
    };
  }

  private static boolean isNetwork(Throwable failure, Class<? extends Exception> type) {
    return Stream.iterate(failure, t -> t != null, Throwable::getCause).anyMatch(type::isInstance);
  }

  private static String firstLine(SQLException failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return message.lines().findFirst().orElse("").replaceFirst("^(FATAL|ERROR): ", "");
  }
}
