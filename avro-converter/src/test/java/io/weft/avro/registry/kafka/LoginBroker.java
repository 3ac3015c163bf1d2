package io.weft.avro.registry.kafka;

import io.weft.embedded.KafkaBroker;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A broker that asks for a user and a password. */
final class LoginBroker {

  private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
  private static final String ADMIN = "admin";

  private LoginBroker() {}

  /**
   * A broker that knows an admin and some users.
   *
   * @param passwords of the users; the admin's is like the name
   */
  static KafkaBroker start(Path folder, Map<String, String> passwords, Map<String, String> more)
      throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    String users =
        Stream.concat(Stream.of(Map.entry(ADMIN, ADMIN)), passwords.entrySet().stream())
            .map(user -> " user_" + user.getKey() + "=\"" + user.getValue() + "\"")
            .collect(Collectors.joining());
    Map<String, String> settings = new HashMap<>(more);
    settings.put("listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("sasl.enabled.mechanisms", "PLAIN");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put(
        "listener.name.plaintext.plain.sasl.jaas.config",
        LOGIN + " required username=\"admin\" password=\"admin\"" + users + ";");
    return KafkaBroker.start(folder, port, settings);
  }

  /** A client's settings. */
  static Map<String, String> login(String user, String password) {
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        LOGIN + " required username=\"" + user + "\" password=\"" + password + "\";");
  }

  static Map<String, Object> adminLogin() {
    return Map.copyOf(login(ADMIN, ADMIN));
  }
}
