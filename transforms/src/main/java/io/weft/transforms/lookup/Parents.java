package io.weft.transforms.lookup;

import io.weft.postgres.distribution.DistributionPath;
import io.weft.transforms.lookup.ParentCache.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * Says which distribution value a parent's row has: as a record told it, else as the source has it
 * now, else as a second place has it. What was asked for is kept, as are rows that follow it.
 *
 * <p>Not thread-safe.
 */
public final class Parents implements AutoCloseable {

  /**
   * The log tells of a commit a moment before other sessions see it, and longer before where a
   * synchronous standby is waited for. A child may come before its parent, with a deferred key.
   */
  private static final List<Long> VISIBLE_AFTER_MS = List.of(100L, 1_000L);

  private final Optional<Database> source;
  private final Optional<Database> fallback;
  private final int batchLimit;
  private final ParentCache cache;
  private final LookupCounts counts = new LookupCounts();
  private final Map<ParentTable, ParentQuery> queries = new HashMap<>();
  private final Map<ParentTable, ParentQuery> fallbackQueries = new HashMap<>();
  private final Map<ParentTable, ReadAhead> readAheads = new HashMap<>();

  /** A way to a parent's rows that several children may share. */
  private record ParentTable(DistributionPath path, List<String> columns) {

    static ParentTable of(DistributionPath child) {
      return new ParentTable(child.ofParent(), child.hops().get(0).key().parentColumns());
    }
  }

  /**
   * What is known of a row.
   *
   * @param value its distribution value's text, null for NULL
   * @param hasPassed whether a record told it, so that it is as the stream stands
   * @param mayHaveChildren whether another row may refer to it
   */
  public record Known(String value, boolean hasPassed, boolean mayHaveChildren) {

    private static Optional<Known> of(Entry entry) {
      return Optional.ofNullable(entry)
          .map(known -> new Known(known.value(), known.hasPassed(), known.mayHaveChildren()));
    }
  }

  /**
   * @param cacheRows how many rows to keep
   * @param batchLimit how many rows to read at once, at most
   */
  public Parents(
      Optional<Database> source, Optional<Database> fallback, int cacheRows, int batchLimit) {
    this.source = source;
    this.fallback = fallback;
    this.batchLimit = batchLimit;
    this.cache = new ParentCache(cacheRows);
  }

  /**
   * Looks a row up.
   *
   * @param child the path of the table whose row refers to it
   * @param key the texts of the columns that do
   * @return empty if it is nowhere
   */
  public Optional<Known> find(DistributionPath child, List<String> key) {
    ParentKey parent =
        new ParentKey(
            child.hops().get(0).key().parent(), child.hops().get(0).key().parentColumns(), key);
    Optional<Known> known = Known.of(cache.use(parent));
    if (known.isPresent()) {
      counts.hit();
      return known;
    }
    counts.miss();
    return ask(child, parent).or(() -> askAgain(child, parent));
  }

  private Optional<Known> ask(DistributionPath child, ParentKey parent) {
    return askSource(child, parent).or(() -> askFallback(child, parent));
  }

  private Optional<Known> askAgain(DistributionPath child, ParentKey parent) {
    for (long pauseMs : VISIBLE_AFTER_MS) {
      if (source.isEmpty()) {
        break;
      }
      try {
        Thread.sleep(pauseMs);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RetriableException("Stopped while a parent's row was looked up", e);
      }
      Optional<Known> found = ask(child, parent);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** What is known of a row without asking anybody. */
  public Optional<Known> known(ParentKey parent) {
    return Known.of(cache.known(parent));
  }

  private Optional<Known> askSource(DistributionPath child, ParentKey parent) {
    if (source.isEmpty()) {
      return Optional.empty();
    }
    ParentTable table = ParentTable.of(child);
    ReadAhead readAhead = readAheads.computeIfAbsent(table, any -> new ReadAhead(batchLimit));
    int limit = readAhead.rows();
    List<ParentQuery.Row> rows =
        source
            .get()
            .ask(
                connection ->
                    sourceQuery(connection, child).read(connection, parent.values(), limit));
    counts.query(rows.size());
    rows.stream()
        .filter(row -> !row.isAskedFor())
        .forEach(
            row ->
                cache.answered(
                    new ParentKey(parent.table(), parent.columns(), row.key()),
                    row.value(),
                    readAhead));
    readAhead.read((int) rows.stream().filter(row -> !row.isAskedFor()).count());
    return keep(parent, rows);
  }

  private Optional<Known> askFallback(DistributionPath child, ParentKey parent) {
    if (fallback.isEmpty()) {
      return Optional.empty();
    }
    ParentTable table = ParentTable.of(child);
    List<ParentQuery.Row> rows =
        fallback
            .get()
            .ask(
                connection -> {
                  ParentQuery query = fallbackQueries.get(table);
                  if (query == null) {
                    query = ParentQuery.direct(connection, child);
                    fallbackQueries.put(table, query);
                  }
                  return query.read(connection, parent.values(), 1);
                });
    counts.fallbackQuery();
    return keep(parent, rows);
  }

  /** The row that was asked for has the very key of the child, however its own is printed. */
  private Optional<Known> keep(ParentKey parent, List<ParentQuery.Row> rows) {
    return rows.stream()
        .filter(ParentQuery.Row::isAskedFor)
        .findFirst()
        .map(
            row -> {
              cache.answered(parent, row.value(), null);
              return new Known(row.value(), false, true);
            });
  }

  /** Takes what a record told of a new row. */
  public void inserted(ParentKey parent, String value) {
    cache.inserted(parent, value);
  }

  /** Takes what a record told of a row. */
  public void passed(ParentKey parent, String value) {
    cache.passed(parent, value);
  }

  /** The type of the distribution column, as the source has it; empty without a source. */
  public Optional<Schema> schema(DistributionPath child) {
    return source.map(
        database ->
            database.ask(connection -> sourceQuery(connection, child).valueType().schema()));
  }

  private ParentQuery sourceQuery(Connection connection, DistributionPath child)
      throws SQLException {
    ParentTable table = ParentTable.of(child);
    ParentQuery query = queries.get(table);
    if (query == null) {
      query = ParentQuery.overJoins(connection, child);
      queries.put(table, query);
    }
    return query;
  }

  public LookupCounts counts() {
    return counts;
  }

  /** How many rows are kept. */
  public int rows() {
    return cache.rows();
  }

  /** The places that are asked, for messages. */
  public String places() {
    String first = source.map(Database::name).orElse("");
    String second = fallback.map(Database::name).orElse("");
    return first.isEmpty() || second.isEmpty() ? first + second : first + " nor in " + second;
  }

  @Override
  public void close() {
    source.ifPresent(Database::close);
    fallback.ifPresent(Database::close);
  }
}
