package io.weft.benchmarks.copy;

import io.weft.benchmarks.env.Database;
import io.weft.postgres.PostgresUri;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The limit: {@code psql} with COPY TO, piped into {@code psql} with COPY FROM, part by part over
 * several connections, without a snapshot that they share, and without a trace of how far they are.
 */
public final class PsqlPipe {

  private static final long PART_BYTES = 128L << 20;
  private static final int PAGE_BYTES = 8192;

  private final Database source;
  private final Database target;
  private final Queue<String> parts = new ConcurrentLinkedQueue<>();
  private final AtomicLong peakMib = new AtomicLong();

  private PsqlPipe(Database source, Database target) {
    this.source = source;
    this.target = target;
  }

  /** Copies all tables. */
  public static Outcome copy(Tables tables, Database target, int connections)
      throws SQLException, InterruptedException {
    PsqlPipe pipe = new PsqlPipe(tables.database(), target);
    long begin = System.nanoTime();
    pipe.plan();
    pipe.run(connections);
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Outcome(
        tables.bytes(), tables.rows(), seconds, Map.of("psql", pipe.peakMib.get()), Map.of());
  }

  private void plan() throws SQLException {
    for (String table : Tables.ALL) {
      long pages =
          Long.parseLong(
              source.text("select pg_relation_size('%s') / %d".formatted(table, PAGE_BYTES)));
      long step = PART_BYTES / PAGE_BYTES;
      for (long page = 0; page < Math.max(1, pages); page += step) {
        String end = page + step < pages ? " and ctid < '(%d,0)'".formatted(page + step) : "";
        parts.add(
            "%s|copy (select * from only %s where ctid >= '(%d,0)'%s) to stdout"
                .formatted(table, table, page, end));
      }
    }
  }

  private void run(int connections) throws InterruptedException {
    ExecutorService workers = Executors.newFixedThreadPool(connections);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        running.add(workers.submit(this::work));
      }
      for (Future<?> worker : running) {
        worker.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("psql could not copy", e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private Void work() throws IOException, InterruptedException {
    for (String part = parts.poll(); part != null; part = parts.poll()) {
      int bar = part.indexOf('|');
      List<Process> pipeline =
          ProcessBuilder.startPipeline(
              List.of(
                  psql(source, part.substring(bar + 1)),
                  psql(target, "copy " + part.substring(0, bar) + " from stdin")));
      for (Process process : pipeline) {
        peakMib.accumulateAndGet(PeakMemory.mib(process.pid()), Math::max);
        if (process.waitFor() != 0) {
          throw new IOException("psql ended with " + process.exitValue());
        }
      }
    }
    return null;
  }

  private static ProcessBuilder psql(Database database, String command) {
    PostgresUri uri = database.uri();
    PostgresUri.Host host = uri.hosts().get(0);
    return new ProcessBuilder(
            "psql",
            "-XqAt",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            host.name(),
            "-p",
            Integer.toString(host.port()),
            "-U",
            uri.user(),
            "-d",
            uri.database(),
            "-c",
            command)
        .redirectError(Redirect.INHERIT);
  }
}
