package io.weft.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.postgres.testing.TestPostgres;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {

  @ParameterizedTest
  @ValueSource(strings = {"plain", "it's", "back\\slash", "both\\'", "\\", "строка", "new\nline"})
  void literalMeansTheSameToTheServer(String text) throws SQLException {
    try (var connection = TestPostgres.connect("postgres");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select" + " " + Identifiers.literal(text))) {
      rows.next();
      assertThat(rows.getString(1)).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"select", "Capital", "with space", "quo\"te", "имя", "a.b"})
  void quotedNameMeansTheSameToTheServer(String name) throws SQLException {
    try (var connection = TestPostgres.connect("postgres");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select 1 as " + Identifiers.quote(name))) {
      assertThat(rows.getMetaData().getColumnLabel(1)).isEqualTo(name);
    }
  }

  @Test
  void nulIsRefused() {
    assertThatThrownBy(() -> Identifiers.quote("a\0b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Identifiers.literal("a\0b"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
