package io.weft.transforms;

import io.weft.transforms.ChangedRow.Cell;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Puts the column by which a table is distributed into the record's key, and chooses the Kafka
 * partition by its value, so that all changes of a tenant share a partition number across topics.
 *
 * <p>Guarantees: one record comes out for each that goes in; value, headers, topic and timestamp
 * stay as they are; a row without a value in that column is refused, never routed by chance.
 *
 * <p>Not thread-safe: Connect gives each task a transform of its own.
 */
public final class DistributionKey<R extends ConnectRecord<R>>
    implements Transformation<R>, Versioned {

  /** What the transform does, for listings. */
  public static final String OVERVIEW_DOC =
      "Adds the column by which a table is distributed to the record key, and chooses the Kafka"
          + " partition by its value, for change events in Debezium's envelope. Records that tell of"
          + " no row pass as they are.";

  static final String COLUMNS = "columns";
  static final String REFERENCE_TABLES = "reference.tables";
  static final String PARTITIONS = "partitions";

  private static final String GROUP = "Distribution";

  /** Every setting with group, validator, default and documentation. */
  public static final ConfigDef CONFIG_DEF =
      new ConfigDef()
          .define(
              COLUMNS,
              ConfigDef.Type.LIST,
              ConfigDef.NO_DEFAULT_VALUE,
              LambdaValidator.with(
                  DistributionRules::requireRules, () -> "pattern:column, pattern:column, …"),
              Importance.HIGH,
              "Which column distributes which tables: pattern:column, separated by commas. A pattern"
                  + " is a regular expression, without commas, for a whole schema.table. The first"
                  + " match counts; tables that none matches are left alone.",
              GROUP,
              1,
              Width.LONG,
              "Distribution columns")
          .define(
              REFERENCE_TABLES,
              ConfigDef.Type.LIST,
              "",
              LambdaValidator.with(DistributionRules::requirePatterns, () -> "regular expressions"),
              Importance.MEDIUM,
              "Tables that every node holds whole, as patterns like those of columns: they are left"
                  + " alone, also where a pattern of columns matches.",
              GROUP,
              2,
              Width.LONG,
              "Reference tables")
          .define(
              PARTITIONS,
              ConfigDef.Type.INT,
              0,
              Range.atLeast(0),
              Importance.MEDIUM,
              "How many partitions each topic of a distributed table has, or more. The partition is"
                  + " then chosen by the column's value alone. 0: the partition is not touched, and"
                  + " follows from the whole key.",
              GROUP,
              3,
              Width.SHORT,
              "Partitions");

  private DistributionRules rules;
  private int partitions;
  private KeySchemas keySchemas;

  /** Called by Connect. */
  public DistributionKey() {}

  @Override
  public void configure(Map<String, ?> settings) {
    AbstractConfig config = new AbstractConfig(CONFIG_DEF, settings, false);
    rules = new DistributionRules(config.getList(COLUMNS), config.getList(REFERENCE_TABLES));
    partitions = config.getInt(PARTITIONS);
    keySchemas = new KeySchemas();
  }

  @Override
  public R apply(R record) {
    Optional<ChangedRow> row = ChangedRow.of(record);
    Optional<String> column = row.flatMap(changed -> rules.columnOf(changed.table()));
    return column.isPresent() ? distribute(record, row.get(), column.get()) : record;
  }

  private R distribute(R record, ChangedRow row, String column) {
    Cell cell = cell(row, column);
    Integer partition =
        partitions == 0 ? record.kafkaPartition() : Integer.valueOf(partition(row, column, cell));
    // Without a key, rows are known by all their values; a key of this column alone would lie.
    boolean addsColumn = record.keySchema() != null && keyOf(record, row).field(column) == null;
    Schema keySchema =
        addsColumn
            ? keySchemas.extended(record.keySchema(), row.schema(), column)
            : record.keySchema();
    Object key =
        addsColumn ? extended((Struct) record.key(), keySchema, column, cell) : record.key();
    return record.newRecord(
        record.topic(),
        partition,
        keySchema,
        key,
        record.valueSchema(),
        record.value(),
        record.timestamp(),
        record.headers());
  }

  private static Cell cell(ChangedRow row, String column) {
    Cell cell =
        row.cell(column)
            .orElseThrow(
                () ->
                    new DataException(
                        "Table %s has no column %s, by which it is to be distributed. Add the table to reference.tables, or name another column in columns"
                            .formatted(row.table(), column)));
    if (cell.value() == null) {
      throw new DataException(
          row.operation().equals("d") || row.unchanged().contains(column)
              ? untold(row, column)
              : "Column %2$s of table %1$s is NULL in a row, so that nothing says where the row belongs. Fill the column and make it NOT NULL, or add the table to reference.tables"
                  .formatted(row.table(), column));
    }
    return cell;
  }

  private static String untold(ChangedRow row, String column) {
    return "A change of table %1$s (op %3$s) does not tell the value of column %2$s: it is NULL, or not in the table's replica identity. On the source give the table REPLICA IDENTITY FULL, or put the column into its primary key; changes made before that stay untold, so that the table has to be copied anew"
        .formatted(row.table(), column, row.operation());
  }

  private int partition(ChangedRow row, String column, Cell cell) {
    return PartitionChoice.of(cell.value(), partitions)
        .orElseThrow(
            () ->
                new DataException(
                    "Column %s of table %s has values of type %s, which cannot choose a partition. Name another column in columns, or leave partitions out"
                        .formatted(column, row.table(), cell.schema())));
  }

  private Schema keyOf(R record, ChangedRow row) {
    if (record.keySchema().type() != Schema.Type.STRUCT) {
      throw new DataException(
          "The key of table %s is a %s, not a struct, so that no column can be added to it. Put this transform before the one that changes the key"
              .formatted(row.table(), record.keySchema().type()));
    }
    return record.keySchema();
  }

  private static Struct extended(Struct key, Schema schema, String column, Cell cell) {
    Struct extended = new Struct(schema);
    for (Field field : key.schema().fields()) {
      extended.put(field.name(), key.getWithoutDefault(field.name()));
    }
    return extended.put(column, cell.value());
  }

  @Override
  public ConfigDef config() {
    return CONFIG_DEF;
  }

  @Override
  public String version() {
    return Version.CURRENT;
  }

  @Override
  public void close() {}
}
