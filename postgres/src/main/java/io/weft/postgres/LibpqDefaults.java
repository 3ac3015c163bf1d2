package io.weft.postgres;

import io.weft.postgres.PostgresUri.Host;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills in what a connection string leaves out, in libpq's order: string, environment, default. */
final class LibpqDefaults {

  private LibpqDefaults() {}

  static PostgresUri complete(Map<String, String> given, LibpqEnvironment environment) {
    Map<String, String> values = new HashMap<>();
    for (LibpqParameter parameter : LibpqParameter.values()) {
      parameter
          .variable()
          .flatMap(environment::variable)
          .ifPresent(v -> values.put(parameter.keyword(), v));
    }
    given.forEach(
        (keyword, value) -> {
          LibpqParameter parameter = LibpqParameter.named(keyword);
          parameter
              .refusal()
              .ifPresent(
                  reason -> {
                    throw new IllegalArgumentException(
                        "Connection parameter " + keyword + ": " + reason);
                  });
          if (!value.isEmpty()) {
            values.put(keyword, value);
          }
        });
    List<Host> hosts = hosts(values);
    String user = values.getOrDefault("user", environment.osUser());
    String database = values.getOrDefault("dbname", user);
    Optional<String> password =
        Optional.ofNullable(values.get("password"))
            .or(() -> PasswordFile.of(values, environment).find(hosts, database, user));
    Map<String, String> others = new HashMap<>();
    for (LibpqParameter parameter : LibpqParameter.values()) {
      String value = values.get(parameter.keyword());
      if (value != null && parameter.isCarried()) {
        parameter.jdbc(value); // complains of a bad value now
        others.put(parameter.keyword(), value);
      }
    }
    return new PostgresUri(hosts, database, user, password, others);
  }

  private static List<Host> hosts(Map<String, String> values) {
    String[] names = values.getOrDefault("host", "localhost").split(",", -1);
    String[] ports = values.getOrDefault("port", "").split(",", -1);
    if (ports.length != 1 && ports.length != names.length) {
      throw new IllegalArgumentException(
          "A connection string needs one port, or as many as hosts: found "
              + ports.length
              + " ports for "
              + names.length
              + " hosts.");
    }
    List<Host> hosts = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      String name = names[i].isEmpty() ? "localhost" : names[i];
      if (name.startsWith("/") || name.startsWith("@")) {
        throw new IllegalArgumentException(
            "The host '"
                + name
                + "' is a Unix socket, which Java's driver cannot use; let the server"
                + " listen on TCP (listen_addresses) and write the host as localhost.");
      }
      hosts.add(new Host(name, port(ports.length == 1 ? ports[0] : ports[i])));
    }
    return hosts;
  }

  private static int port(String text) {
    if (text.isEmpty()) {
      return PostgresUri.DEFAULT_PORT;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Not a port: '" + text + "'; expected 1 to 65535.", e);
    }
  }
}
