package io.weft.connectors.relation;

import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.PostgresType;
import io.debezium.connector.postgresql.TypeRegistry;
import io.debezium.relational.Column;
import io.debezium.relational.Table;
import io.debezium.relational.TableEditor;
import io.weft.connectors.value.RawTextTypes;
import org.apache.kafka.connect.errors.DataException;

/**
 * Has Debezium read values by the types that they had when the change was made. It reads them by a
 * type's name, which it takes from the catalog as it is now; a column that got another type
 * meanwhile would be misread, some values without a trace.
 */
final class SentTypes {

  private final PostgresSchema schema;

  SentTypes(PostgresSchema schema) {
    this.schema = schema;
  }

  /**
   * Corrects what Debezium has made of a Relation message.
   *
   * @throws DataException if a type cannot be told by its name; names table, column and type
   */
  void settle(SentTable sent, TypeRegistry types) {
    Table table = schema.tableFor(sent.id());
    if (table == null) {
      return;
    }
    TableEditor editor = table.edit();
    boolean isChanged = false;
    for (SentTable.Column column : sent.columns()) {
      Column known = table.columnWithName(column.name());
      PostgresType type = types.get(column.type());
      if (known != null && !isReadAs(type, known.typeName(), table, types)) {
        String name = RawTextTypes.nameOf(type.getName());
        if (!isReadAs(type, name, table, types)) {
          throw unreadable(column, name, table);
        }
        editor.updateColumn(known.edit().type(name).create());
        isChanged = true;
      }
    }
    if (isChanged) {
      schema.applySchemaChangesForTable(sent.id(), editor.create());
    }
  }

  private static DataException unreadable(SentTable.Column column, String type, Table table) {
    return new DataException(
        "Column %s of table %s.%s had type %s when a change was made, and that is not what is called so now: its values cannot be read for sure. Leave the column out by column.exclude.list, or begin anew with a copy"
            .formatted(column.name(), table.id().schema(), table.id().table(), type));
  }

  /** Debezium knows how to read a value by the name of the type under its domains. */
  private static boolean isReadAs(PostgresType type, String name, Table table, TypeRegistry types) {
    if (name.equals(type.getName())) {
      return true;
    }
    PostgresType named = types.get(table.id().schema(), name);
    return named != null && named.getRootType().getName().equals(type.getRootType().getName());
  }
}
