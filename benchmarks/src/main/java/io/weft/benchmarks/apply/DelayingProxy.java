package io.weft.benchmarks.apply;

import io.weft.postgres.PostgresUri;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A network on loopback in which every byte takes a fixed time, each way. It carries as much as
 * comes: only time is added.
 */
final class DelayingProxy implements AutoCloseable {

  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int CHUNKS_UNDER_WAY = 4096;

  private final ServerSocket listener;
  private final PostgresUri.Host to;
  private final long delayNanos;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private DelayingProxy(ServerSocket listener, PostgresUri.Host to, int delayMs) {
    this.listener = listener;
    this.to = to;
    this.delayNanos = delayMs * 1_000_000L;
  }

  static DelayingProxy start(PostgresUri.Host to, int delayMs) throws IOException {
    DelayingProxy proxy =
        new DelayingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), to, delayMs);
    proxy.run("accept", proxy::accept);
    return proxy;
  }

  /** Where to connect instead. */
  PostgresUri.Host host() {
    return new PostgresUri.Host("127.0.0.1", listener.getLocalPort());
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void run(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | InterruptedException e) {
                // The connection has ended, or the benchmark.
                Thread.currentThread().interrupt();
              }
            },
            "delaying-proxy-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      Socket server = new Socket(to.name(), to.port());
      for (Socket socket : List.of(client, server)) {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
      }
      carry(client, server);
      carry(server, client);
    }
  }

  /** Bytes that are under way; none at all means that no more will come. */
  private record Chunk(ByteBuffer bytes, long dueNanos) {}

  private void carry(Socket from, Socket into) {
    BlockingQueue<Chunk> underWay = new ArrayBlockingQueue<>(CHUNKS_UNDER_WAY);
    run("read", () -> read(from, underWay));
    run("write", () -> write(underWay, into));
  }

  private void read(Socket from, BlockingQueue<Chunk> underWay) throws InterruptedException {
    try (InputStream in = from.getInputStream()) {
      byte[] bytes = new byte[CHUNK_BYTES];
      for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
        underWay.put(
            new Chunk(
                ByteBuffer.wrap(Arrays.copyOf(bytes, length)), System.nanoTime() + delayNanos));
      }
    } catch (IOException e) {
      // It has ended, if not politely.
    } finally {
      underWay.put(new Chunk(ByteBuffer.allocate(0), System.nanoTime() + delayNanos));
    }
  }

  private static void write(BlockingQueue<Chunk> underWay, Socket into)
      throws IOException, InterruptedException {
    try (OutputStream out = into.getOutputStream()) {
      for (Chunk chunk = underWay.take(); chunk.bytes().hasRemaining(); chunk = underWay.take()) {
        long wait = chunk.dueNanos() - System.nanoTime();
        if (wait > 0) {
          Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
        }
        out.write(chunk.bytes().array(), 0, chunk.bytes().remaining());
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
