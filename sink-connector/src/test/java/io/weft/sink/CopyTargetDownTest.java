package io.weft.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.postgres.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The target is away in the middle of the bulk copy. */
class CopyTargetDownTest {

  private final String source = TestPostgres.createDatabase("copy_source");
  private final SinkFixture target = new SinkFixture().with("buffer.bytes", "1048576");
  private final CopyTopics topics = new CopyTopics(source);
  private final Road road = new Road();
  private CopyWorker worker;

  @AfterEach
  void stop() throws IOException {
    worker.close();
    target.close();
    road.close();
  }

  @Test
  void copyGoesOnWhenTheTargetIsBack() throws IOException {
    String table = "create table item(id int, name text)";
    TestPostgres.execute(source, table);
    TestPostgres.execute(
        source, "insert into item select i, repeat('n', 100) from generate_series(1, 30000) i");
    target.given(table);
    topics.copyOf("item", "0/100").chunks(2).recordBytes(20_000).write();
    road.open();
    target.with(
        "connection.url",
        "jdbc:postgresql://localhost:%d/%s?user=postgres".formatted(road.port(), target.database));
    worker = new CopyWorker(topics, target.ofCopy(), topics.partitions());
    SinkFixture.await(
        () -> {
          worker.step(5);
          return worker.metric("copy-rows-total").longValue() > 0;
        });
    road.close();
    SinkFixture.await(
        () -> {
          worker.step(5);
          return worker.metric("retries-total").longValue() > 3;
        });
    assertThat(worker.isDone()).isFalse();
    road.open();
    worker.drain();

    assertThat(target.query("select count(*), count(distinct id) from item"))
        .isEqualTo(List.of("30000|30000"));
  }

  /** Leads to the server, unless it is closed; stays at one port. */
  private static final class Road {
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private ServerSocket server;
    private int port;

    int port() {
      return port;
    }

    void open() throws IOException {
      server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      port = server.getLocalPort();
      ServerSocket listening = server;
      start(
          () -> {
            while (true) {
              Socket here = listening.accept();
              Socket there = new Socket(InetAddress.getLoopbackAddress(), TestPostgres.port());
              sockets.addAll(List.of(here, there));
              start(() -> here.getInputStream().transferTo(there.getOutputStream()));
              start(() -> there.getInputStream().transferTo(here.getOutputStream()));
            }
          });
    }

    private interface Work {
      void run() throws IOException;
    }

    private static void start(Work work) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (IOException e) {
                  // The road is closed.
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    void close() throws IOException {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
      sockets.clear();
    }
  }
}
