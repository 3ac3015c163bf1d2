package io.weft.it.env;

import io.weft.postgres.Identifiers;
import io.weft.postgres.PostgresUri;
import io.weft.postgres.testing.TestCitus;
import io.weft.postgres.testing.TestPostgres;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database server, from which each test takes databases of its own.
 *
 * @param uri how to reach its maintenance database
 * @param extension is created in each new database; empty for none
 */
public record Server(PostgresUri uri, Optional<String> extension) {

  private static final AtomicInteger NEXT = new AtomicInteger();

  /** The PostgreSQL server that all tests of this JVM share. */
  public static Server shared() {
    return local(TestPostgres.port());
  }

  /** A server without a password on loopback. */
  public static Server local(int port) {
    return new Server(
        PostgresUri.parse("postgresql://postgres@127.0.0.1:" + port + "/postgres"),
        Optional.empty());
  }

  /** The TimescaleDB server that the environment names; skips the test if it names none. */
  public static Server timescaleDb() {
    return named(
        "WEFT_TIMESCALEDB_URL",
        "timescaledb",
        "no TimescaleDB: WEFT_TIMESCALEDB_URL is not set (.ci/run provisions one and sets it)");
  }

  /** The Citus coordinator that the environment names; skips the test if it names none. */
  public static Server citus() {
    return named(TestCitus.VARIABLE, "citus", "no Citus: WEFT_CITUS_URL is not set");
  }

  private static Server named(String variable, String extension, String otherwise) {
    String url = System.getenv(variable);
    if (url == null || url.isBlank()) {
      throw Skip.because(otherwise);
    }
    return new Server(PostgresUri.parse(url), Optional.of(extension));
  }

  /** Makes an empty database. */
  public Database createDatabase(String prefix) {
    String name =
        "it_" + prefix + "_" + ProcessHandle.current().pid() + "_" + NEXT.incrementAndGet();
    if (isCitus()) {
      return new Database(TestCitus.createDatabase(uri, name));
    }
    maintenance()
        .execute(
            "CREATE DATABASE " + Identifiers.quote(name) + " TEMPLATE template0 ENCODING 'UTF8'");
    Database database = database(name);
    extension.ifPresent(
        extensionName -> database.execute("CREATE EXTENSION IF NOT EXISTS " + extensionName));
    return database;
  }

  /** Removes a database, with whoever is connected to it. */
  void dropDatabase(String name) {
    if (isCitus()) {
      TestCitus.dropDatabase(uri, name);
    } else {
      maintenance().execute("DROP DATABASE IF EXISTS " + Identifiers.quote(name) + " WITH (FORCE)");
    }
  }

  private boolean isCitus() {
    return extension.equals(Optional.of("citus"));
  }

  /** The database to which one connects to make others. */
  public Database maintenance() {
    return new Database(uri);
  }

  /** A database that exists. */
  public Database database(String name) {
    return new Database(
        new PostgresUri(
            uri.hosts(), name, uri.user(), uri.password(), Map.copyOf(uri.parameters())));
  }
}
