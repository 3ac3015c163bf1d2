package io.weft.it.types;

import io.weft.postgres.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table with a column for each type of a family, and the changes that each type goes through.
 *
 * @param name of the table
 * @param identity how its rows are told apart in the log
 * @param types of its columns
 */
public record TypeTable(String name, Identity identity, List<TypeRow> types) {

  /** What the log holds of a row before a change. */
  public enum Identity {
    /** A primary key, and nothing but it in the log. */
    KEY,
    /** A primary key, and the whole row in the log. */
    FULL,
    /** No key; the whole row is what finds it. */
    NO_KEY
  }

  private static final int LARGE = 90;

  /** Makes the table, whose large values are kept apart from the row as they are. */
  public String definition() {
    String key = identity == Identity.NO_KEY ? "" : " PRIMARY KEY";
    String columns =
        IntStream.range(0, types.size())
            .mapToObj(i -> ", " + column(i) + " " + types.get(i).type())
            .collect(Collectors.joining());
    String table =
        "CREATE TABLE %s (id int NOT NULL%s, touched int NOT NULL DEFAULT 0%s);"
            .formatted(quoted(), key, columns);
    return identity == Identity.KEY
        ? table
        : table + "ALTER TABLE %s REPLICA IDENTITY FULL;".formatted(quoted());
  }

  /**
   * Keeps large values out of the row, uncompressed: an UPDATE that leaves them does not log them.
   */
  public String storage() {
    return """
        DO $$ DECLARE c name; BEGIN
          FOR c IN SELECT attname FROM pg_attribute JOIN pg_type t ON t.oid = atttypid
                    WHERE attrelid = %1$s::regclass AND attnum > 0 AND t.typstorage <> 'p' LOOP
            EXECUTE format('ALTER TABLE %2$s ALTER %%I SET STORAGE EXTERNAL', c);
          END LOOP;
        END $$;
        """
        .formatted(Identifiers.literal(quoted()), quoted());
  }

  /**
   * Puts each value into a row, with one row that is NULL but for its key, and one of large values.
   */
  public List<String> rows() {
    List<String> statements = new ArrayList<>();
    int rows = types.stream().mapToInt(type -> type.values().size()).max().orElseThrow() + 1;
    for (int row = 0; row < rows; row++) {
      int number = row;
      statements.add(insert(row + 1, type -> type.value(number)));
    }
    statements.add(insert(LARGE, type -> type.large().orElse("NULL")));
    return statements;
  }

  private String insert(int id, Function<TypeRow, String> value) {
    return types.stream()
        .map(value)
        .collect(
            Collectors.joining(
                ", ",
                "INSERT INTO %s (id, %s) VALUES (%d, ".formatted(quoted(), columns(), id),
                ")"));
  }

  /** Each value as new row, as new row of an update, under another key, and as old row. */
  public List<String> changes() {
    List<String> statements = new ArrayList<>();
    statements.add("INSERT INTO %1$s (id, %2$s) SELECT id + 100, %2$s FROM %1$s WHERE id < 100");
    statements.add("UPDATE %1$s SET touched = touched + 1");
    statements.add("INSERT INTO %1$s (id) SELECT id + 200 FROM %1$s WHERE id < 100");
    statements.add(
        "UPDATE %1$s t SET (%2$s) = (SELECT %2$s FROM %1$s b WHERE b.id = t.id - 200) WHERE id BETWEEN 200 AND 299");
    statements.add("UPDATE %1$s SET touched = touched + 1");
    statements.add("UPDATE %1$s SET id = id + 1000 WHERE id BETWEEN 100 AND 199");
    statements.add("UPDATE %1$s SET touched = touched + 1");
    statements.add("DELETE FROM %1$s WHERE id BETWEEN 200 AND 299 AND id %% 2 = 0");
    statements.add("UPDATE %1$s SET (%2$s) = (%3$s) WHERE id BETWEEN 2 AND 3");
    return statements.stream().map(sql -> sql.formatted(quoted(), columns(), nulls())).toList();
  }

  private String columns() {
    return IntStream.range(0, types.size())
        .mapToObj(TypeTable::column)
        .collect(Collectors.joining(", "));
  }

  private String nulls() {
    return types.size() == 1
        ? "SELECT NULL::" + types.get(0).type()
        : "SELECT "
            + types.stream().map(type -> "NULL::" + type.type()).collect(Collectors.joining(", "));
  }

  String quoted() {
    return Identifiers.quote(name);
  }

  static String column(int number) {
    return "c" + number;
  }
}
