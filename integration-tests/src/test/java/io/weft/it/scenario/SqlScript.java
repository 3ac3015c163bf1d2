package io.weft.it.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.core.Parser;

/** SQL text, divided into statements as PostgreSQL's driver divides it. */
public final class SqlScript {

  private SqlScript() {}

  /** The statements of a file; none if there is no such file. */
  public static List<String> read(Path file) {
    try {
      return Files.exists(file)
          ? statements(Files.readString(file, StandardCharsets.UTF_8))
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The statements of a text. */
  public static List<String> statements(String sql) {
    try {
      return Parser.parseJdbcSql(sql, true, false, true, false, false).stream()
          .map(query -> query.nativeSql)
          .filter(statement -> !statement.isBlank())
          .toList();
    } catch (SQLException e) {
      throw new IllegalArgumentException("Not a script: " + e.getMessage(), e);
    }
  }
}
