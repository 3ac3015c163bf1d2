package io.weft.connectors.relation;

import io.weft.postgres.TableName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as a Relation message has it: as it was when the changes were made that follow.
 *
 * @param id of the table
 * @param name under which the message goes
 * @param columns in the order of the values in messages of changes
 */
record SentTable(int id, TableName name, List<Column> columns) {

  /**
   * A column.
   *
   * @param type its number in pg_type
   */
  record Column(String name, int type) {}

  /**
   * Reads a Relation message.
   *
   * @param message stays where it is
   */
  static SentTable read(ByteBuffer message) {
    ByteBuffer view = message.duplicate();
    view.get();
    int id = view.getInt();
    String schema = SettledNames.text(view);
    TableName name = new TableName(schema, SettledNames.text(view));
    view.get(); // replica identity
    int count = view.getShort();
    List<Column> columns = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      view.get(); // flags
      String column = SettledNames.text(view);
      columns.add(new Column(column, view.getInt()));
      view.getInt(); // modifier
    }
    return new SentTable(id, name, columns);
  }
}
