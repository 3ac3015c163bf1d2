package io.weft.it.load;

import io.weft.it.env.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Threads that write to a {@link Ledger} until they are stopped: transactions over three tables,
 * some of them rolled back, some in subtransactions.
 *
 * <p>They live with a source that goes away and comes back.
 */
public final class Writers implements AutoCloseable {

  private final Database source;
  private final long pauseMs;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong committed = new AtomicLong();
  private final AtomicReference<RuntimeException> defect = new AtomicReference<>();
  private volatile boolean stopped;

  private Writers(Database source, long pauseMs) {
    this.source = source;
    this.pauseMs = pauseMs;
  }

  /**
   * Starts writing.
   *
   * @param pauseMs how long each thread rests after a transaction
   */
  public static Writers start(Database source, int threads, long pauseMs) {
    Writers writers = new Writers(source, pauseMs);
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(writers::write, "writer-" + i);
      thread.setDaemon(true);
      thread.start();
      writers.threads.add(thread);
    }
    return writers;
  }

  /** Transactions that committed, as far as the writers know. */
  public long committed() {
    return committed.get();
  }

  private void write() {
    try {
      while (!stopped) {
        try (Connection connection = source.uri().connect()) {
          connection.setAutoCommit(false);
          writeOn(connection);
        } catch (SQLException e) {
          requireTransient(e);
          rest(100);
        }
      }
    } catch (RuntimeException e) {
      defect.compareAndSet(null, e);
    }
  }

  /** The source is away (08, 57), or two writers met in a deadlock (40). */
  private static void requireTransient(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (!state.matches("(08|57|40|25|53).*")) {
      throw new IllegalStateException("A writer failed", e);
    }
  }

  private void writeOn(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      while (!stopped) {
        statement.execute(transaction(ThreadLocalRandom.current()));
        if (ThreadLocalRandom.current().nextInt(20) == 0) {
          connection.rollback();
        } else {
          connection.commit();
          committed.incrementAndGet();
        }
        rest(pauseMs);
      }
    }
  }

  private static String transaction(ThreadLocalRandom random) {
    int from = 1 + random.nextInt(Ledger.ACCOUNTS - 1);
    int to = from + 1;
    int amount = random.nextInt(1000);
    return lock(from, to) + work(random.nextInt(10), from, to, amount);
  }

  /** Two writers at the same account would each see rows that the other is about to remove. */
  private static String lock(int from, int to) {
    return "SELECT FROM account WHERE id IN (%d, %d) ORDER BY id FOR NO KEY UPDATE;"
        .formatted(from, to);
  }

  private static String work(int kind, int from, int to, int amount) {
    return switch (kind) {
      case 0, 1 -> remove(from);
      case 2 -> note(from) + insert(from, amount);
      case 3 -> "SAVEPOINT a;" + remove(from) + "ROLLBACK TO a;" + insert(from, amount);
      case 4 -> "SAVEPOINT b;" + insert(from, amount) + "RELEASE b;" + remove(to);
      case 5 -> move(from, to);
      default -> insert(from, amount) + insert(to, -amount);
    };
  }

  private static String insert(int account, int amount) {
    return """
        INSERT INTO entry (account, amount, what) VALUES (%1$d, %2$d, '{"k": [%2$d, null]}'), (%1$d, %2$d, NULL);
        INSERT INTO journal VALUES (%1$d, 'in'), (%1$d, NULL);
        UPDATE account SET balance = balance + 2 * %2$d, entries = entries + 2 WHERE id = %1$d;
        """
        .formatted(account, amount);
  }

  private static String remove(int account) {
    return """
        WITH gone AS (
          DELETE FROM entry WHERE id IN (SELECT id FROM entry WHERE account = %1$d ORDER BY id LIMIT 3)
          RETURNING amount),
        line AS (
          DELETE FROM journal WHERE ctid IN (
            SELECT ctid FROM journal WHERE account = %1$d LIMIT (SELECT count(*) FROM gone)))
        UPDATE account SET balance = balance - coalesce((SELECT sum(amount) FROM gone), 0),
          entries = entries - (SELECT count(*) FROM gone) WHERE id = %1$d;
        """
        .formatted(account);
  }

  private static String move(int from, int to) {
    return """
        WITH moved AS (
          UPDATE entry SET account = %2$d, what = what || '{"moved": true}' WHERE id = (
            SELECT min(id) FROM entry WHERE account = %1$d)
          RETURNING amount),
        line AS (
          UPDATE journal SET account = %2$d, side = 'moved' WHERE ctid IN (
            SELECT ctid FROM journal WHERE account = %1$d LIMIT (SELECT count(*) FROM moved)))
        UPDATE account SET
          balance = balance + CASE id WHEN %1$d THEN -1 ELSE 1 END * coalesce((SELECT sum(amount) FROM moved), 0),
          entries = entries + CASE id WHEN %1$d THEN -1 ELSE 1 END * (SELECT count(*) FROM moved)
        WHERE id IN (%1$d, %2$d);
        """
        .formatted(from, to);
  }

  /** A long value that most updates of its row leave alone. */
  private static String note(int account) {
    return "UPDATE account SET notes = repeat(md5(random()::text), 300) WHERE id = "
        + account
        + ";";
  }

  private static void rest(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** Stops writing; returns when the last transaction is over. */
  public void stop() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join(30_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (defect.get() != null) {
      throw defect.get();
    }
  }
}
