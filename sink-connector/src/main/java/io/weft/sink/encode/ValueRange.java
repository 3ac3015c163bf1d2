package io.weft.sink.encode;

import java.sql.SQLException;
import java.util.List;
import org.postgresql.util.PGobject;

/**
 * A range of values.
 *
 * @param type their type's name in {@code pg_type}
 * @param least the least, as text
 * @param greatest the greatest, as text
 */
public record ValueRange(String type, String least, String greatest) {

  /** Both ends as parameters of their type: the server knows them when it plans. */
  public List<PGobject> parameters() {
    return List.of(parameter(least), parameter(greatest));
  }

  private PGobject parameter(String value) {
    PGobject parameter = new PGobject();
    parameter.setType(type);
    try {
      parameter.setValue(value);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return parameter;
  }
}
