package io.weft.postgres.distribution;

import io.weft.postgres.Identifiers;
import io.weft.postgres.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text that declares foreign keys, once. */
final class ForeignKeyParser {

  private static final Pattern PLAIN = Pattern.compile("[^\\s\".,()>]+");
  private static final Pattern NAME =
      Pattern.compile("(?s)\\s*(?:(?<plain>[^\\s\".,()>]+)|\"(?<quoted>(?:[^\"]|\"\")+)\")");
  private static final Pattern SPACE = Pattern.compile("\\s*");

  private final String text;
  private int position;

  ForeignKeyParser(String text) {
    this.text = text;
  }

  /** A name as it may stand in the text. */
  static String written(String name) {
    return PLAIN.matcher(name).matches() ? name : Identifiers.quote(name);
  }

  List<ForeignKey> parse() {
    List<ForeignKey> keys = new ArrayList<>();
    Set<TableName> tables = new HashSet<>();
    while (!isAtEnd()) {
      if (!keys.isEmpty()) {
        expect(',');
      }
      ForeignKey key = key();
      if (!tables.add(key.table())) {
        throw new IllegalArgumentException(
            "Two foreign keys are declared for table %s. Leave the one by which it finds its distribution column"
                .formatted(key.table()));
      }
      keys.add(key);
    }
    return keys;
  }

  private ForeignKey key() {
    TableName table = table();
    List<String> columns = columns();
    expect('>');
    TableName parent = table();
    return new ForeignKey(table, columns, parent, columns());
  }

  private TableName table() {
    String schema = name("a schema's name");
    expect('.');
    return new TableName(schema, name("a table's name"));
  }

  private List<String> columns() {
    List<String> columns = new ArrayList<>();
    expect('(');
    do {
      columns.add(name("a column's name"));
    } while (accept(','));
    expect(')');
    return columns;
  }

  private String name(String what) {
    Matcher name = NAME.matcher(text).region(position, text.length());
    if (!name.lookingAt()) {
      throw expected(what);
    }
    position = name.end();
    return name.group("plain") != null
        ? name.group("plain")
        : name.group("quoted").replace("\"\"", "\"");
  }

  private void expect(char character) {
    if (!accept(character)) {
      throw expected("'" + character + "'");
    }
  }

  private boolean accept(char character) {
    if (isAtEnd() || text.charAt(position) != character) {
      return false;
    }
    position++;
    return true;
  }

  private boolean isAtEnd() {
    Matcher space = SPACE.matcher(text).region(position, text.length());
    if (space.lookingAt()) {
      position = space.end();
    }
    return position == text.length();
  }

  private IllegalArgumentException expected(String what) {
    return new IllegalArgumentException(
        "Expected %s behind '%s'. Write schema.child(column)>schema.parent(column), separated by commas; a name with other characters than letters, digits and _ in double quotes"
            .formatted(what, text.substring(0, position)));
  }
}
