package io.weft.transforms;

import io.weft.transforms.ChangedRow.Cell;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** A record's key with its schema; both null where the table has none. */
record RecordKey(Schema schema, Object value) {

  /**
   * The key of a change.
   *
   * @throws DataException if no column could be added to it
   */
  static RecordKey of(ConnectRecord<?> record, ChangedRow row) {
    if (record.key() != null
        && (record.keySchema() == null || record.keySchema().type() != Schema.Type.STRUCT)) {
      throw new DataException(
          "The key of table %s is %s, not a struct with a schema, so that no column can be added to it. Put this transform before the one that changes the key"
              .formatted(
                  row.table(),
                  record.keySchema() == null
                      ? "without a schema"
                      : "of type " + record.keySchema().type()));
    }
    return new RecordKey(record.keySchema(), record.key());
  }

  /**
   * The key with a column behind its others, unless it has the column. Without a key, rows are
   * known by all their values; a key of this column alone would lie.
   */
  RecordKey with(String column, Cell cell, ExtendedSchemas schemas) {
    if (value == null || schema.field(column) != null) {
      return this;
    }
    Schema extended = schemas.extended(schema, column, cell.schema());
    return new RecordKey(
        extended, ExtendedSchemas.extended((Struct) value, extended, column, cell.value()));
  }
}
