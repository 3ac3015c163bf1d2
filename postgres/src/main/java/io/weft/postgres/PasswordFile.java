package io.weft.postgres;

import io.weft.postgres.PostgresUri.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * libpq's password file (manual, section "The Password File"): lines of {@code
 * host:port:database:user:password}, the first that fits wins.
 */
record PasswordFile(Path path) {

  static PasswordFile of(Map<String, String> values, LibpqEnvironment environment) {
    String path = values.get("passfile");
    return new PasswordFile(path == null ? environment.home().resolve(".pgpass") : Path.of(path));
  }

  Optional<String> find(List<Host> hosts, String database, String user) {
    if (!Files.isRegularFile(path) || isOpenToOthers()) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(path);
      return hosts.stream()
          .map(host -> List.of(host.name(), Integer.toString(host.port()), database, user))
          .flatMap(wanted -> lines.stream().flatMap(line -> match(line, wanted).stream()))
          .findFirst();
    } catch (IOException e) {
      throw new IllegalArgumentException("The password file " + path + " cannot be read: " + e, e);
    }
  }

  /** libpq ignores a file that others may read, and so do we. */
  private boolean isOpenToOthers() {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      return permissions.stream().anyMatch(p -> !p.name().startsWith("OWNER"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static Optional<String> match(String line, List<String> wanted) {
    if (line.startsWith("#")) {
      return Optional.empty();
    }
    List<String> fields = split(line);
    if (fields.size() < 5) {
      return Optional.empty();
    }
    for (int i = 0; i < 4; i++) {
      if (!fields.get(i).equals("*") && !unescape(fields.get(i)).equals(wanted.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(unescape(fields.get(4)));
  }

  private static List<String> split(String line) {
    List<String> fields = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == ':') {
        fields.add(line.substring(start, i));
        start = i + 1;
      }
    }
    fields.add(line.substring(start));
    return fields;
  }

  private static String unescape(String field) {
    return field.replaceAll("\\\\(.)", "$1");
  }
}
