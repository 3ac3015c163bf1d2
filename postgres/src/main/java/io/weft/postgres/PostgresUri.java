package io.weft.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a database is and who connects to it, as libpq's connection strings say it (manual, section
 * "Connection Strings"), in the forms that pgjdbc and Debezium want.
 *
 * <p>Only {@link #password()}, {@link #jdbcProperties()} and {@link #secrets()} hold secrets; every
 * other form, {@link #toString()} included, may be shown and stored.
 *
 * @param hosts where to try, in this order; at least one
 * @param database the database's name
 * @param user the role's name
 * @param password the password, if one was given or found
 * @param parameters libpq's other parameters, by libpq's names, as far as pgjdbc has a like
 */
public record PostgresUri(
    List<Host> hosts,
    String database,
    String user,
    Optional<String> password,
    Map<String, String> parameters) {

  /** libpq's own port. */
  public static final int DEFAULT_PORT = 5432;

  public PostgresUri {
    hosts = List.copyOf(hosts);
    parameters = Map.copyOf(parameters);
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("A connection needs a host");
    }
  }

  /**
   * One server's address.
   *
   * @param name a host name or an address; IPv6 without brackets
   */
  public record Host(String name, int port) {

    public Host {
      if (port < 1 || port > 65535) {
        throw new IllegalArgumentException("Not a port: " + port + "; expected 1 to 65535");
      }
    }

    @Override
    public String toString() {
      return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
  }

  /**
   * Reads {@code postgresql://…} or {@code keyword=value …}; what is missing comes from where libpq
   * takes it: the {@code PG…} environment variables and the password file.
   *
   * @throws IllegalArgumentException if it is not understood; the message is one line for the user
   *     and holds no secret
   */
  public static PostgresUri parse(String text) {
    return parse(text, LibpqEnvironment.ofThisProcess());
  }

  static PostgresUri parse(String text, LibpqEnvironment environment) {
    return LibpqDefaults.complete(ConnectionString.parse(text), environment);
  }

  /** The same, with one host only. */
  public PostgresUri at(Host host) {
    return new PostgresUri(List.of(host), database, user, password, parameters);
  }

  /** pgjdbc's URL, without user and secrets. */
  public String jdbcUrl() {
    StringBuilder url = new StringBuilder("jdbc:postgresql://");
    url.append(hosts.stream().map(Host::toString).collect(Collectors.joining(",")));
    url.append('/').append(encode(database));
    char separator = '?';
    for (Map.Entry<String, String> e : jdbcParameters(LibpqParameter.Secrecy.OPEN).entrySet()) {
      url.append(separator).append(e.getKey()).append('=').append(encode(e.getValue()));
      separator = '&';
    }
    return url.toString();
  }

  /** What pgjdbc needs beside its URL: user, password, the key's password. */
  public Properties jdbcProperties() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    password.ifPresent(value -> properties.setProperty("password", value));
    properties.putAll(jdbcParameters(LibpqParameter.Secrecy.SECRET));
    return properties;
  }

  /**
   * Debezium's settings for this connection, without secrets: those are in {@link #secrets()},
   * under the names that follow {@code database.} in Debezium's settings.
   *
   * @throws IllegalArgumentException if Debezium cannot express it; one line for the user
   */
  public Map<String, String> debezium() {
    DebeziumLimits.require(this);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("database.hostname", hosts.get(0).name());
    settings.put("database.port", Integer.toString(hosts.get(0).port()));
    settings.put("database.user", user);
    settings.put("database.dbname", database);
    parameters.forEach(
        (name, value) -> {
          LibpqParameter parameter = LibpqParameter.named(name);
          if (parameter.secrecy() == LibpqParameter.Secrecy.OPEN) {
            parameter
                .jdbc(value)
                .forEach((key, text) -> settings.put(parameter.debezium(key), text));
          }
        });
    return settings;
  }

  /** The secrets by name: {@code password}, {@code sslpassword}; those that there are. */
  public Map<String, String> secrets() {
    Map<String, String> secrets = new TreeMap<>(jdbcParameters(LibpqParameter.Secrecy.SECRET));
    password.ifPresent(value -> secrets.put("password", value));
    return secrets;
  }

  /** Opens a connection; the caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), jdbcProperties());
  }

  /** The URL without secrets, for people. */
  @Override
  public String toString() {
    return "postgresql://"
        + encode(user)
        + "@"
        + hosts.stream().map(Host::toString).collect(Collectors.joining(","))
        + "/"
        + encode(database);
  }

  private Map<String, String> jdbcParameters(LibpqParameter.Secrecy secrecy) {
    Map<String, String> result = new TreeMap<>();
    parameters.forEach(
        (name, value) -> {
          LibpqParameter parameter = LibpqParameter.named(name);
          if (parameter.secrecy() == secrecy) {
            result.putAll(parameter.jdbc(value));
          }
        });
    return result;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
