package io.weft.it.load;

import io.weft.it.env.Database;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Looks at a database again and again, and keeps what it finds wrong. */
public final class Reader implements AutoCloseable {

  private final AtomicLong looks = new AtomicLong();
  private final List<String> findings = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean stopped;

  private Reader(Database database, Function<Database, List<String>> query) {
    thread =
        new Thread(
            () -> {
              while (!stopped) {
                findings.addAll(query.apply(database));
                looks.incrementAndGet();
              }
            },
            "reader");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((t, e) -> findings.add("the reader failed: " + e));
  }

  /**
   * Starts looking.
   *
   * @param query finds what is wrong by one statement
   */
  public static Reader start(Database database, Function<Database, List<String>> query) {
    Reader reader = new Reader(database, query);
    reader.thread.start();
    return reader;
  }

  public long looks() {
    return looks.get();
  }

  public List<String> findings() {
    return List.copyOf(findings);
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
