package io.weft.transforms;

import io.weft.postgres.TableName;
import io.weft.postgres.distribution.DistributionPath;
import io.weft.transforms.lookup.Parents;
import io.weft.transforms.lookup.ValueText;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * The schema of each distribution column, as the records of the table that has it carry it; until
 * one has passed, as its type in the source says.
 *
 * <p>It takes NULL always, since the row as it was may not be told.
 *
 * <p>Not thread-safe.
 */
final class HeldSchemas {

  private record Column(TableName table, String name) {}

  private record Held(Schema passed, Schema optional) {}

  private final Parents parents;
  private final Map<Column, Held> held = new HashMap<>();

  HeldSchemas(Parents parents) {
    this.parents = parents;
  }

  /** Takes the schema that a record has. */
  @SuppressWarnings("ReferenceEquality") // most records have the very schema of the one before
  void passed(TableName table, String name, Schema schema) {
    Column column = new Column(table, name);
    Held known = held.get(column);
    if (known == null || known.passed() != schema) {
      held.put(column, new Held(schema, ValueText.optional(schema)));
    }
  }

  /**
   * The schema in which a child gets the column.
   *
   * @throws DataException if it is not known yet and there is no source to ask
   */
  Schema of(DistributionPath path) {
    Column column = new Column(path.holder(), path.heldAs());
    Held known = held.get(column);
    if (known == null) {
      Schema schema =
          parents
              .schema(path)
              .orElseThrow(
                  () ->
                      new DataException(
                          "The type of column %s of table %s is not known before a change of that table has passed. Set connection.url to the source, which knows it"
                              .formatted(path.heldAs(), path.holder())));
      known = new Held(schema, schema);
      held.put(column, known);
    }
    return known.optional();
  }
}
