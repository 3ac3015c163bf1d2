package io.weft.postgres;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What libpq reads from a process's surroundings. */
record LibpqEnvironment(Map<String, String> variables, Path home, String osUser) {

  static LibpqEnvironment ofThisProcess() {
    return new LibpqEnvironment(
        System.getenv(),
        Path.of(System.getProperty("user.home", ".")),
        System.getProperty("user.name", ""));
  }

  /** A variable's value; empty counts as absent, as in libpq. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }
}
