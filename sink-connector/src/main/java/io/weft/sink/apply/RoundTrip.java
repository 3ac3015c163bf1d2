package io.weft.sink.apply;

import io.weft.sink.encode.Parameter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.postgresql.util.PGobject;

/**
 * Statements that go to the server together, and of which it answers all at once: over a network
 * the way there and back costs more than most statements. Not thread-safe.
 */
public final class RoundTrip {

  /** So few that the driver keeps them prepared when they come again. */
  private static final int MAX_STATEMENTS = 32;

  private static final long MAX_BYTES = 16L << 20;

  private final Connection connection;
  private final StringBuilder text = new StringBuilder();
  private final List<Object> parameters = new ArrayList<>();
  private int statements;
  private long bytes;

  RoundTrip(Connection connection) {
    this.connection = connection;
  }

  /**
   * Adds a statement, which yields one result.
   *
   * @param statementParameters strings, numbers, truth values and the driver's own objects
   * @return its place among those sent together, from 0
   */
  public int add(String statement, List<?> statementParameters) {
    text.append(text.isEmpty() ? "" : ";\n").append(statement);
    parameters.addAll(statementParameters);
    for (Object parameter : statementParameters) {
      bytes += parameter instanceof Parameter p ? p.lengthInBytes() : 0;
    }
    return statements++;
  }

  boolean isFull() {
    return statements >= MAX_STATEMENTS || bytes >= MAX_BYTES;
  }

  boolean isEmpty() {
    return statements == 0;
  }

  /**
   * Sends what was added, and forgets it.
   *
   * @return how many rows each statement changed, or what it counts; 0 for one that does neither
   */
  public List<Integer> run() throws SQLException {
    if (isEmpty()) {
      return List.of();
    }
    List<Integer> counts = new ArrayList<>(statements);
    try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
      bind(statement);
      boolean hasRows = statement.execute();
      for (int i = 0; i < statements; i++) {
        counts.add(hasRows ? counted(statement) : statement.getUpdateCount());
        hasRows = statement.getMoreResults();
      }
    } finally {
      clear();
    }
    return Collections.unmodifiableList(counts);
  }

  /** What a query counts, 0 for one that does not count. */
  private static int counted(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.getResultSet()) {
      boolean counts = rows.getMetaData().getColumnType(1) == Types.BIGINT;
      return counts && rows.next() ? rows.getInt(1) : 0;
    }
  }

  /** Forgets what was added. */
  void clear() {
    text.setLength(0);
    parameters.clear();
    statements = 0;
    bytes = 0;
  }

  private void bind(PreparedStatement statement) throws SQLException {
    int index = 1;
    for (Object parameter : parameters) {
      if (parameter instanceof PGobject object) {
        statement.setObject(index++, object);
      } else if (parameter instanceof String string) {
        statement.setString(index++, string);
      } else if (parameter instanceof Boolean truth) {
        statement.setBoolean(index++, truth);
      } else {
        statement.setLong(index++, ((Number) parameter).longValue());
      }
    }
  }
}
