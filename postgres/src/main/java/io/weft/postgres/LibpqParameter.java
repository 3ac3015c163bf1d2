package io.weft.postgres;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * libpq's connection parameters (manual, section "Parameter Key Words") and what each is in pgjdbc.
 */
enum LibpqParameter {
  HOST("PGHOST"),
  PORT("PGPORT"),
  DBNAME("PGDATABASE"),
  USER("PGUSER"),
  PASSWORD("PGPASSWORD"),
  PASSFILE("PGPASSFILE"),

  SSLMODE("PGSSLMODE", "sslmode") {
    @Override
    Map<String, String> jdbc(String value) {
      Set<String> modes =
          Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
      return Map.of("sslmode", oneOf(modes, value));
    }
  },
  SSLROOTCERT("PGSSLROOTCERT", "sslrootcert") {
    @Override
    Map<String, String> jdbc(String value) {
      return value.equals("system")
          ? Map.of("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory")
          : Map.of("sslrootcert", value);
    }
  },
  SSLCERT("PGSSLCERT", "sslcert"),
  SSLKEY("PGSSLKEY", "sslkey"),
  SSLPASSWORD(null, "sslpassword"),
  SSLNEGOTIATION("PGSSLNEGOTIATION", "sslNegotiation"),
  CONNECT_TIMEOUT("PGCONNECT_TIMEOUT", "connectTimeout") {
    @Override
    Map<String, String> jdbc(String value) {
      if (!value.matches("\\d{1,6}")) {
        throw new IllegalArgumentException(
            "connect_timeout: '" + value + "' is not a number of seconds.");
      }
      return Map.of("connectTimeout", value);
    }
  },
  APPLICATION_NAME("PGAPPNAME", "ApplicationName"),
  OPTIONS("PGOPTIONS", "options"),
  TARGET_SESSION_ATTRS("PGTARGETSESSIONATTRS", "targetServerType") {
    @Override
    Map<String, String> jdbc(String value) {
      // Both ends need a server that takes writes; pgjdbc calls it primary.
      oneOf(Set.of("any", "read-write", "primary"), value);
      return Map.of("targetServerType", value.equals("any") ? "any" : "primary");
    }
  },
  LOAD_BALANCE_HOSTS("PGLOADBALANCEHOSTS", "loadBalanceHosts") {
    @Override
    Map<String, String> jdbc(String value) {
      oneOf(Set.of("disable", "random"), value);
      return Map.of("loadBalanceHosts", Boolean.toString(value.equals("random")));
    }
  },
  CHANNEL_BINDING("PGCHANNELBINDING", "channelBinding"),
  REQUIRE_AUTH("PGREQUIREAUTH", "requireAuth"),
  GSSENCMODE("PGGSSENCMODE", "gssEncMode"),
  KRBSRVNAME("PGKRBSRVNAME", "kerberosServerName"),
  KEEPALIVES(null, "tcpKeepAlive") {
    @Override
    Map<String, String> jdbc(String value) {
      return Map.of("tcpKeepAlive", Boolean.toString(!value.equals("0")));
    }
  },

  // Without a like in pgjdbc, and harmless to leave out.
  CLIENT_ENCODING,
  FALLBACK_APPLICATION_NAME,
  GSSDELEGATION,
  GSSLIB,
  KEEPALIVES_COUNT,
  KEEPALIVES_IDLE,
  KEEPALIVES_INTERVAL,
  SSLCOMPRESSION,
  SSLSNI,
  TCP_USER_TIMEOUT,

  // Without a like in pgjdbc, and leaving them out would mean something else than was asked for.
  HOSTADDR {
    @Override
    Optional<String> refusal() {
      return Optional.of("not supported; give the address as the host.");
    }
  },
  REPLICATION {
    @Override
    Optional<String> refusal() {
      return Optional.of("leave it out; Weft opens the kind of connection that it needs.");
    }
  },
  SERVICE {
    @Override
    Optional<String> refusal() {
      return Optional.of("service files are not read; write host, port, dbname and user instead.");
    }
  },
  REQUIREPEER(Treatment.REFUSED),
  SSLCERTMODE(Treatment.REFUSED),
  SSLCRL(Treatment.REFUSED),
  SSLCRLDIR(Treatment.REFUSED),
  SSL_MAX_PROTOCOL_VERSION(Treatment.REFUSED),
  SSL_MIN_PROTOCOL_VERSION(Treatment.REFUSED);

  /** Whether a value may be shown and stored. */
  enum Secrecy {
    OPEN,
    SECRET
  }

  private enum Treatment {
    STRUCTURAL,
    CARRIED,
    IGNORED,
    REFUSED
  }

  private final String variable;
  private final String jdbc;
  private final Treatment treatment;

  LibpqParameter() {
    this(Treatment.IGNORED);
  }

  LibpqParameter(Treatment treatment) {
    this.variable = null;
    this.jdbc = null;
    this.treatment = treatment;
  }

  LibpqParameter(String variable) {
    this.variable = variable;
    this.jdbc = null;
    this.treatment = Treatment.STRUCTURAL;
  }

  LibpqParameter(String variable, String jdbc) {
    this.variable = variable;
    this.jdbc = jdbc;
    this.treatment = Treatment.CARRIED;
  }

  /**
   * Finds a parameter.
   *
   * @throws IllegalArgumentException if libpq has none of that name; the message names the nearest
   */
  static LibpqParameter named(String keyword) {
    return Arrays.stream(values())
        .filter(parameter -> parameter.keyword().equals(keyword))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown connection parameter '"
                        + keyword
                        + "'; "
                        + nearest(keyword)
                            .map(name -> "did you mean " + name + "?")
                            .orElse("libpq has none of that name.")));
  }

  /** Only a name that is mistyped, not one that is another's. */
  private static Optional<String> nearest(String keyword) {
    String typed = keyword.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .map(LibpqParameter::keyword)
        .filter(name -> distance(name, typed) <= Math.max(1, name.length() / 3))
        .min(Comparator.comparingInt(name -> distance(name, typed)));
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  String keyword() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The environment variable that stands in for it. */
  Optional<String> variable() {
    return Optional.ofNullable(variable);
  }

  /** Whether pgjdbc is told of it by {@link #jdbc}. */
  boolean isCarried() {
    return treatment == Treatment.CARRIED;
  }

  Secrecy secrecy() {
    return this == SSLPASSWORD ? Secrecy.SECRET : Secrecy.OPEN;
  }

  /** Why it is not taken, if it is not; one sentence. */
  Optional<String> refusal() {
    return treatment == Treatment.REFUSED
        ? Optional.of("not supported by Java's driver; leave it out if you can do without it.")
        : Optional.empty();
  }

  /**
   * pgjdbc's property and value.
   *
   * @throws IllegalArgumentException if the value is none of those that pgjdbc can follow
   */
  Map<String, String> jdbc(String value) {
    return Map.of(jdbc, value);
  }

  /** The name under which Debezium hands a property to pgjdbc. */
  String debezium(String property) {
    return Set.of("sslmode", "sslrootcert", "sslcert", "sslkey", "sslfactory", "tcpKeepAlive")
            .contains(property)
        ? "database." + property
        : "driver." + property;
  }

  String oneOf(Set<String> allowed, String value) {
    if (!allowed.contains(value)) {
      throw new IllegalArgumentException(
          keyword()
              + ": '"
              + value
              + "' is none of "
              + String.join(", ", allowed.stream().sorted().toList())
              + ".");
    }
    return value;
  }
}
