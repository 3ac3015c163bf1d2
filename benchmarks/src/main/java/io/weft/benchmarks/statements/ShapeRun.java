package io.weft.benchmarks.statements;

import io.weft.benchmarks.env.Database;
import io.weft.benchmarks.env.TargetKind;
import io.weft.postgres.TableName;
import io.weft.sink.encode.Bytes;
import io.weft.sink.encode.Parameter;
import io.weft.sink.plan.Step;
import io.weft.sink.sql.Command;
import io.weft.sink.sql.CommandWriter;
import io.weft.sink.target.TargetCatalog;
import io.weft.sink.target.TargetTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** One connection that makes one kind of change, in transactions of some thousand rows. */
final class ShapeRun implements AutoCloseable {

  private static final int TRANSACTION_ROWS = 10_000;

  private final Connection connection;
  private final TargetTable table;
  private final int existing;

  private ShapeRun(Connection connection, TargetTable table, int existing) {
    this.connection = connection;
    this.table = table;
    this.existing = existing;
  }

  /**
   * @param existing how many rows the table holds
   */
  static ShapeRun open(Database target, TargetKind kind, int existing) throws SQLException {
    Properties properties = target.uri().jdbcProperties();
    properties.setProperty(
        "binaryTransferEnable",
        Parameter.oids().stream().map(String::valueOf).collect(Collectors.joining(",")));
    Connection connection = DriverManager.getConnection(target.uri().jdbcUrl(), properties);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set search_path = pg_catalog");
      statement.execute("set plan_cache_mode = force_custom_plan");
      statement.execute("set jit = off");
      statement.execute("set enable_hashjoin = off");
      statement.execute("set enable_mergejoin = off");
      if (kind == TargetKind.CITUS) {
        statement.execute("set citus.max_cached_conns_per_worker = 32");
      }
    }
    TargetTable table =
        new TargetCatalog(connection).find(new TableName("public", "measures")).orElseThrow();
    connection.commit();
    return new ShapeRun(connection, table, existing);
  }

  /**
   * Makes changes for some time, or until the table's rows are used up.
   *
   * @param batch rows sent at once
   * @return rows a second
   */
  double rowsPerSecond(Shape shape, int batch, long nanos) throws SQLException {
    long first = shape.change() == Shape.Change.INSERT ? existing : 0;
    long rows = 0;
    long spent = 0;
    while (spent < nanos && rows + batch <= existing) {
      Step.RowStep step = shape.step(table, Measures.rows(first + rows, batch));
      long begin = System.nanoTime();
      long found = shape.way() == Shape.Way.TABLE ? deleteByTable(step) : send(shape, step);
      if (found != batch) {
        throw new IllegalStateException("%s: %d rows instead of %d".formatted(shape, found, batch));
      }
      rows += batch;
      if (rows % Math.max(batch, TRANSACTION_ROWS) == 0) {
        connection.commit();
      }
      spent += System.nanoTime() - begin;
    }
    connection.commit();
    return rows * 1e9 / spent;
  }

  private long send(Shape shape, Step.RowStep step) throws SQLException {
    CommandWriter writer =
        shape.way() == Shape.Way.COPY ? new CommandWriter(1) : CommandWriter.withoutCopy();
    long rows = 0;
    for (Command command : writer.write(List.of(step))) {
      if (command instanceof Command.Copy copy) {
        rows += copy(copy.text(), copy.data());
      } else {
        Command.Statement statement = (Command.Statement) command;
        rows += shape.way() == Shape.Way.UPSERT ? upsert(statement) : execute(statement);
      }
    }
    return rows;
  }

  private long copy(String text, List<Bytes> data) throws SQLException {
    CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(text);
    for (Bytes piece : data) {
      in.writeToCopy(piece.array(), 0, piece.length());
    }
    return in.endCopy();
  }

  private static void bind(PreparedStatement prepared, Command.Statement statement)
      throws SQLException {
    for (int i = 0; i < statement.parameters().size(); i++) {
      prepared.setObject(i + 1, statement.parameters().get(i));
    }
  }

  private long execute(Command.Statement statement) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement.text())) {
      bind(prepared, statement);
      return prepared.executeUpdate();
    }
  }

  /** Rows that were there before. */
  private long upsert(Command.Statement statement) throws SQLException {
    try (PreparedStatement prepared =
        connection.prepareStatement(
            "WITH u AS (%s RETURNING (xmax = 0) AS inserted) SELECT count(*) FROM u WHERE NOT inserted"
                .formatted(statement.text()))) {
      bind(prepared, statement);
      try (ResultSet rows = prepared.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private long deleteByTable(Step.RowStep delete) throws SQLException {
    try (Statement create = connection.createStatement()) {
      create.execute(
          "create temporary table gone (tenant int, id bigint, at timestamptz) on commit drop");
    }
    TargetTable gone =
        new TargetTable(
            new TableName("pg_temp", "gone"),
            table.kind(),
            table.columns(),
            table.key(),
            table.dimensions(),
            table.references(),
            false);
    Step copied = new Step.Insert(gone, delete.columns(), delete.rows(), null);
    for (Command command : new CommandWriter(1).write(List.of(copied))) {
      copy(((Command.Copy) command).text(), ((Command.Copy) command).data());
    }
    try (Statement sweep = connection.createStatement()) {
      long rows =
          sweep.executeUpdate(
              "delete from public.measures t using gone g"
                  + " where t.tenant = g.tenant and t.id = g.id and t.at = g.at");
      sweep.execute("drop table gone");
      return rows;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
