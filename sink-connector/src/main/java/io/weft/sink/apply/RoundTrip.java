package io.weft.sink.apply;

import io.weft.sink.encode.Parameter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.postgresql.util.PGobject;

/**
 * Statements that go to the server together, and of which it answers all at once: over a network
 * the way there and back costs more than most statements. Not thread-safe.
 */
final class RoundTrip {

  /** So few that the driver keeps them prepared when they come again. */
  private static final int MAX_STATEMENTS = 32;

  private static final long MAX_BYTES = 16L << 20;

  private final Connection connection;
  private final StringBuilder text = new StringBuilder();
  private final List<Object> parameters = new ArrayList<>();
  private int statements;
  private long bytes;

  /** A value of a type, as text: the server then knows it when it plans. */
  record Text(String type, String value) {}

  RoundTrip(Connection connection) {
    this.connection = connection;
  }

  /**
   * Adds a statement, which yields one result.
   *
   * @param statementParameters strings, numbers, truth values, {@link Text}s and {@link Parameter}s
   * @return its place among those sent together, from 0
   */
  int add(String statement, List<?> statementParameters) {
    text.append(text.isEmpty() ? "" : ";\n").append(statement);
    parameters.addAll(statementParameters);
    for (Object parameter : statementParameters) {
      bytes += parameter instanceof Parameter p ? p.bytes().length() : 0;
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
   * @return how many rows each statement changed; 0 for one that does not change rows
   */
  List<Integer> run() throws SQLException {
    if (isEmpty()) {
      return List.of();
    }
    List<Integer> counts = new ArrayList<>(statements);
    try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
      bind(statement);
      boolean hasRows = statement.execute();
      for (int i = 0; i < statements; i++) {
        counts.add(hasRows ? 0 : statement.getUpdateCount());
        hasRows = statement.getMoreResults();
      }
    } finally {
      clear();
    }
    return Collections.unmodifiableList(counts);
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
      if (parameter instanceof Parameter ours) {
        statement.setObject(index++, new BinaryParameter(ours));
      } else if (parameter instanceof Text text) {
        PGobject object = new PGobject();
        object.setType(text.type());
        object.setValue(text.value());
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
