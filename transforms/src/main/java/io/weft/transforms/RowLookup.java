package io.weft.transforms;

import io.weft.postgres.TableName;
import io.weft.postgres.distribution.DistributionPath;
import io.weft.postgres.distribution.ForeignKey;
import io.weft.transforms.lookup.Parents;
import io.weft.transforms.lookup.Parents.Known;
import io.weft.transforms.lookup.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Finds a row's distribution value by its foreign key.
 *
 * <p>Not thread-safe.
 */
final class RowLookup {

  private final Parents parents;
  private final boolean refusesNulls;

  RowLookup(Parents parents, boolean refusesNulls) {
    this.parents = parents;
    this.refusesNulls = refusesNulls;
  }

  /**
   * The value of the row as the change left it.
   *
   * @return its text; null for NULL
   */
  String after(ConnectRecord<?> record, ChangedRow row, DistributionPath path) {
    Set<String> unchanged = row.unchanged();
    List<String> columns = path.tellingColumns();
    boolean isUntold =
        columns.stream()
            .anyMatch(column -> unchanged.contains(column) && !isToldBefore(row, column));
    if (isUntold) {
      throw new DataException(untold(row, columns));
    }
    List<String> key = new ArrayList<>();
    for (String column : columns) {
      Struct side = unchanged.contains(column) ? row.before().get() : row.after().get();
      key.add(text(row, side, column));
    }
    return find(record, row, path, key);
  }

  private static boolean isToldBefore(ChangedRow row, String column) {
    return row.before().map(before -> before.get(column) != null).orElse(false);
  }

  /**
   * The value of the row as it was.
   *
   * @return its text; null for NULL
   */
  String before(ConnectRecord<?> record, ChangedRow row, DistributionPath path) {
    List<String> key = new ArrayList<>();
    for (String column : path.tellingColumns()) {
      key.add(text(row, row.before().get(), column));
    }
    return find(record, row, path, key);
  }

  /** The text of a column, null for NULL. */
  private static String text(ChangedRow row, Struct side, String column) {
    Field field = side.schema().field(column);
    if (field == null) {
      throw new DataException(
          "Changes of table %s lack column %s, by which rows find their distribution value. Let the connector carry it, or declare another way in %s"
              .formatted(row.table(), column, ForeignKey.SETTING));
    }
    Object value = side.getWithoutDefault(column);
    return value == null ? null : ValueText.of(field.schema(), value);
  }

  private String find(
      ConnectRecord<?> record, ChangedRow row, DistributionPath path, List<String> key) {
    List<String> columns = path.tellingColumns();
    if (key.contains(null)) {
      if (refusesNulls) {
        throw new DataException(
            row.operation().equals("c") || row.operation().equals("r")
                ? isNull(row, columns)
                : untold(row, columns));
      }
      return null;
    }
    Optional<Known> found = parents.find(path, key);
    if (found.isEmpty()) {
      throw new DataException(orphan(record, row, path));
    }
    if (found.get().value() == null && refusesNulls) {
      throw new DataException(
          "A row of table %s refers by (%s) to a row of %s whose distribution column %s is NULL, so that nothing says where it belongs. Fill that column, add the tables to reference.tables, or let such rows pass by nulls=pass"
              .formatted(row.table(), String.join(", ", columns), parent(path), path.heldAs()));
    }
    return found.get().value();
  }

  private static TableName parent(DistributionPath path) {
    return path.hops().get(0).key().parent();
  }

  private static String isNull(ChangedRow row, List<String> columns) {
    return "Foreign key (%2$s) of table %1$s is NULL in a row, so that nothing says where the row belongs. Fill it and make it NOT NULL, add the table to reference.tables, or let such rows pass by nulls=pass"
        .formatted(row.table(), String.join(", ", columns));
  }

  private static String untold(ChangedRow row, List<String> columns) {
    return "A change of table %1$s (op %3$s) does not tell its foreign key (%2$s): it is NULL, or not in the table's replica identity. On the source give the table REPLICA IDENTITY FULL, or REPLICA IDENTITY USING INDEX with a unique index that holds those columns; changes made before that stay untold, so that the table has to be copied anew"
        .formatted(row.table(), String.join(", ", columns), row.operation());
  }

  private String orphan(ConnectRecord<?> record, ChangedRow row, DistributionPath path) {
    String places = parents.places();
    return "A row of table %s (op %s, key %s) refers by (%s) to a row of %s (%s) that was not found: it has not passed since the task's start%s. If it was deleted on the source since, name a database that still has it in fallback.url, such as the target, and restart the task. If it never was there, insert it on the source. If a deleted row does not tell its foreign key, give its table REPLICA IDENTITY FULL and copy it anew"
        .formatted(
            row.table(),
            row.operation(),
            keyColumns(record),
            String.join(", ", path.tellingColumns()),
            parent(path),
            String.join(", ", path.hops().get(0).key().parentColumns()),
            places.isEmpty() ? "" : ", and is not in " + places);
  }

  private static String keyColumns(ConnectRecord<?> record) {
    Schema key = record.keySchema();
    return key == null || key.type() != Schema.Type.STRUCT
        ? "none"
        : "(" + String.join(", ", key.fields().stream().map(Field::name).toList()) + ")";
  }
}
