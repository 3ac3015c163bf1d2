package io.weft.transforms;

import io.weft.postgres.distribution.DistributionRules;
import io.weft.transforms.ChangedRow.Cell;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
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

  static final String PARTITIONS = "partitions";
  static final String NULL_PARTITION = "null.partition";

  private static final int REFUSED = -1;

  /** Every setting with group, validator, default and documentation. */
  public static final ConfigDef CONFIG_DEF =
      DistributionSettings.definition()
          .define(
              PARTITIONS,
              ConfigDef.Type.INT,
              0,
              Range.atLeast(0),
              Importance.MEDIUM,
              "How many partitions each topic of a distributed table has, or more. The partition is"
                  + " then chosen by the column's value alone. 0: the partition is not touched, and"
                  + " follows from the whole key.",
              DistributionSettings.GROUP,
              DistributionSettings.COUNT + 1,
              Width.SHORT,
              "Partitions")
          .define(
              NULL_PARTITION,
              ConfigDef.Type.INT,
              REFUSED,
              Range.atLeast(REFUSED),
              Importance.LOW,
              "The partition of rows whose distribution column is NULL. -1: they are refused. A"
                  + " deleted row whose replica identity does not tell the column looks the same:"
                  + " set a partition only where every table's replica identity tells it.",
              DistributionSettings.GROUP,
              DistributionSettings.COUNT + 2,
              Width.SHORT,
              "Partition of NULL");

  private DistributionRules rules;
  private int partitions;
  private int nullPartition;
  private ExtendedSchemas keySchemas;

  /** Called by Connect. */
  public DistributionKey() {}

  @Override
  public void configure(Map<String, ?> settings) {
    AbstractConfig config = new AbstractConfig(CONFIG_DEF, settings, false);
    rules = DistributionSettings.rules(config);
    partitions = config.getInt(PARTITIONS);
    nullPartition = config.getInt(NULL_PARTITION);
    if (partitions > 0 && nullPartition >= partitions) {
      throw new ConfigException(
          NULL_PARTITION,
          nullPartition,
          "Partitions are numbered from 0: expected one below partitions=" + partitions);
    }
    keySchemas = new ExtendedSchemas();
  }

  @Override
  public R apply(R record) {
    Optional<ChangedRow> row = ChangedRow.of(record);
    Optional<String> column = row.flatMap(changed -> rules.columnOf(changed.table()));
    return column.isPresent() ? distribute(record, row.get(), column.get()) : record;
  }

  private R distribute(R record, ChangedRow row, String column) {
    Cell cell = cell(row, column);
    RecordKey key = RecordKey.of(record, row).with(column, cell, keySchemas);
    return record.newRecord(
        record.topic(),
        partition(record, row, column, cell),
        key.schema(),
        key.value(),
        record.valueSchema(),
        record.value(),
        record.timestamp(),
        record.headers());
  }

  private Cell cell(ChangedRow row, String column) {
    Cell cell =
        row.cell(column)
            .orElseThrow(
                () ->
                    new DataException(
                        "Table %s has no column %s, by which it is to be distributed. Add the table to reference.tables, or name another column in columns"
                            .formatted(row.table(), column)));
    boolean isAccepted = nullPartition != REFUSED && !row.unchanged().contains(column);
    if (cell.value() == null && !isAccepted) {
      throw new DataException(
          row.operation().equals("d") || row.unchanged().contains(column)
              ? untold(row, column)
              : "Column %2$s of table %1$s is NULL in a row, so that nothing says where the row belongs. Fill the column and make it NOT NULL, add the table to reference.tables, or let null.partition take such rows"
                  .formatted(row.table(), column));
    }
    return cell;
  }

  private static String untold(ChangedRow row, String column) {
    return "A change of table %1$s (op %3$s) does not tell the value of column %2$s: it is NULL, or not in the table's replica identity. On the source give the table REPLICA IDENTITY FULL, or put the column into its primary key; changes made before that stay untold, so that the table has to be copied anew"
        .formatted(row.table(), column, row.operation());
  }

  private Integer partition(R record, ChangedRow row, String column, Cell cell) {
    if (cell.value() == null) {
      return nullPartition;
    }
    if (partitions == 0) {
      return record.kafkaPartition();
    }
    return PartitionChoice.of(cell.value(), partitions)
        .orElseThrow(
            () ->
                new DataException(
                    "Column %s of table %s has values of type %s, which cannot choose a partition. Name another column in columns, or leave partitions out"
                        .formatted(column, row.table(), cell.schema())));
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
