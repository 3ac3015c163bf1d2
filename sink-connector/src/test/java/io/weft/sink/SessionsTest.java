package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.weft.postgres.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sink asks of the target's sessions. */
class SessionsTest {

  private static final String SESSIONS =
      "select count(*) from pg_stat_activity where application_name = 'weft test' and datname = current_database()";

  private final SinkFixture sink = new SinkFixture();
  private final TestRecords source =
      new TestRecords().table("public.item", List.of("id"), "id", "name");

  @AfterEach
  void stop() {
    sink.close();
  }

  @Test
  void taskNeverHoldsMoreThanOneSession() throws InterruptedException {
    sink.given("create table item(id int primary key, name text)");
    AtomicInteger most = new AtomicInteger();
    AtomicBoolean done = new AtomicBoolean();
    Thread counter =
        new Thread(
            () -> {
              while (!done.get()) {
                int now = Integer.parseInt(sink.query(SESSIONS).get(0));
                most.accumulateAndGet(now, Math::max);
              }
            });
    counter.start();
    for (int i = 1; i <= 100; i++) {
      sink.deliver(source.begin(i).insert("public.item", "" + i, "n").commit());
      if (i % 25 == 0) {
        sink.query(
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'weft test'");
      }
    }
    sink.awaitCommit(source.lastCommit());
    done.set(true);
    counter.join();

    assertThat(most.get()).isEqualTo(1);
    assertThat(sink.query("select count(*) from item")).containsExactly("100");
  }

  @Test
  void settingsOfTheRoleBearOnNothing() {
    sink.given("create table item(id int primary key, name text[])")
        .given(
            """
            drop role if exists sink_with_odd_settings;
            create role sink_with_odd_settings superuser login;
            alter role sink_with_odd_settings set default_transaction_read_only = on;
            alter role sink_with_odd_settings set statement_timeout = '20ms';
            alter role sink_with_odd_settings set idle_session_timeout = '50ms';
            alter role sink_with_odd_settings set transaction_timeout = '50ms';
            alter role sink_with_odd_settings set array_nulls = off;
            alter role sink_with_odd_settings set default_transaction_isolation = serializable;
            alter role sink_with_odd_settings set search_path = nowhere""")
        .with(
            "connection.url",
            "jdbc:postgresql://localhost:" + TestPostgres.port() + "/" + sink.database)
        .with("connection.user", "sink_with_odd_settings");
    for (int i = 1; i <= 5; i++) {
      sink.deliver(source.begin(i).insert("public.item", "" + i, "{x,NULL}").commit());
      pause(100);
    }
    sink.awaitCommit(source.lastCommit());

    assertThat(sink.query("select count(*) from item where name[2] is null")).containsExactly("5");
    assertThat(sink.metric("retries-total").longValue()).isZero();
  }

  @Test
  void poolerInTransactionModeMayStandBetween(@TempDir Path folder) throws Exception {
    Path program = Path.of("/usr/sbin/pgbouncer");
    assumeThat(Files.isExecutable(program))
        .as("no PgBouncer: Debian's package pgbouncer is not installed (.ci/run installs it)")
        .isTrue();
    sink.given("create table item(id int primary key, name text unique)");
    int port = freePort();
    Process pooler = pooler(program, folder, port);
    try {
      sink.with(
              "connection.url", "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, sink.database))
          .with("connection.user", "postgres")
          .with("prepared.statements", "false");
      List<Thread> others = new ArrayList<>();
      AtomicBoolean done = new AtomicBoolean();
      for (int i = 0; i < 3; i++) {
        others.add(otherClient(port, done));
      }
      for (int i = 1; i <= 300; i++) {
        sink.deliver(source.begin(i).insert("public.item", "" + i, "n" + i).commit());
      }
      sink.awaitCommit(source.lastCommit());
      done.set(true);
      for (Thread other : others) {
        other.join();
      }
      assertThat(sink.query("select count(*) from item")).containsExactly("300");
      assertThat(sink.metric("fallbacks-total")).isEqualTo(0L);
    } finally {
      sink.close();
      pooler.destroyForcibly();
    }
  }

  /** Has the pooler give the sink another session for each transaction. */
  private Thread otherClient(int port, AtomicBoolean done) {
    Thread client =
        new Thread(
            () -> {
              String url =
                  "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres&prepareThreshold=0"
                      .formatted(port, sink.database);
              try (var connection = java.sql.DriverManager.getConnection(url);
                  var statement = connection.createStatement()) {
                while (!done.get()) {
                  statement.execute("select pg_sleep(0.001)");
                }
              } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    client.start();
    return client;
  }

  private Process pooler(Path program, Path folder, int port) throws IOException {
    Path settings = folder.resolve("pgbouncer.ini");
    Path users = folder.resolve("users.txt");
    Files.writeString(users, "\"postgres\" \"\"\n");
    Files.writeString(
        settings,
        """
        [databases]
        * = host=127.0.0.1 port=%d
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = trust
        auth_file = %s
        pool_mode = transaction
        default_pool_size = 3
        ignore_startup_parameters = extra_float_digits
        """
            .formatted(TestPostgres.port(), port, users));
    List<String> command = new ArrayList<>(List.of(program.toString()));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "nobody"));
    }
    command.add(settings.toString());
    readableByAll(folder, settings, users);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("pgbouncer.log").toFile())
        .start();
  }

  private static void readableByAll(Path... files) {
    for (Path file : files) {
      file.toFile().setReadable(true, false);
      file.toFile().setExecutable(Files.isDirectory(file), false);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
