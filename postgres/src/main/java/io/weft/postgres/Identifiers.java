package io.weft.postgres;

/** SQL identifiers and literals, quoted as PostgreSQL's lexical rules ask (manual, section 4.1). */
public final class Identifiers {

  private Identifiers() {}

  /**
   * Quotes a name, always, so that capitals, spaces and key words keep their meaning.
   *
   * @throws IllegalArgumentException if the name is empty or holds the NUL character, which
   *     PostgreSQL has no name for
   */
  public static String quote(String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("Not a PostgreSQL name: '" + name + "'");
    }
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /**
   * Quotes a text as a string constant; right whatever {@code standard_conforming_strings} says.
   */
  public static String literal(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("PostgreSQL's text cannot hold the NUL character");
    }
    String doubled = text.replace("'", "''");
    return doubled.indexOf('\\') < 0
        ? "'" + doubled + "'"
        : " E'" + doubled.replace("\\", "\\\\") + "'";
  }
}
