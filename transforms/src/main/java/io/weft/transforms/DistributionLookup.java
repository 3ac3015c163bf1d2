package io.weft.transforms;

import io.weft.postgres.distribution.DistributionPath;
import io.weft.postgres.distribution.DistributionRules;
import io.weft.transforms.ChangedRow.Cell;
import io.weft.transforms.ParentWatch.Told;
import io.weft.transforms.lookup.Database;
import io.weft.transforms.lookup.KnownPaths;
import io.weft.transforms.lookup.Parents;
import io.weft.transforms.lookup.ValueText;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.metrics.Monitorable;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Adds the column by which a table is distributed to changes of a table that does not have it: to
 * {@code after}, {@code before} and the key. The value is found by foreign keys.
 *
 * <p>Guarantees: one record comes out for each that goes in; topic, partition, headers and
 * timestamp stay as they are, as do records of tables that have the column; a row whose value is
 * not found is refused.
 *
 * <p>A parent that has passed counts as the stream told it, so that it need not be on the source
 * yet or any more. All others are asked for, and are as the source has them at that time.
 *
 * <p>Not thread-safe: Connect gives each task a transform of its own.
 */
public final class DistributionLookup<R extends ConnectRecord<R>>
    implements Transformation<R>, Versioned, Monitorable {

  /** What the transform does, for listings. */
  public static final String OVERVIEW_DOC =
      "Adds the column by which a table is distributed to change events of a table that does not have"
          + " it, for events in Debezium's envelope. The value is found by foreign keys: in rows that"
          + " have passed, else by a query to the source. Records that tell of no row pass as they"
          + " are.";

  /** Every setting with group, validator, default and documentation. */
  public static final ConfigDef CONFIG_DEF = LookupConfig.DEFINITION;

  private DistributionRules rules;
  private KnownPaths paths;
  private Parents parents;
  private RowLookup lookup;
  private ParentWatch watch;
  private HeldSchemas heldSchemas;
  private ExtendedSchemas schemas;

  /** Called by Connect. */
  public DistributionLookup() {}

  @Override
  public void configure(Map<String, ?> settings) {
    LookupConfig config = new LookupConfig(settings);
    Optional<Database> source = config.source();
    rules = config.rules();
    paths = config.paths(source);
    parents = config.parents(source);
    lookup = new RowLookup(parents, config.refusesNulls());
    watch = new ParentWatch(paths, parents, config.refusesMovedParents());
    heldSchemas = new HeldSchemas(parents);
    schemas = new ExtendedSchemas();
  }

  @Override
  public R apply(R record) {
    Optional<ChangedRow> row = ChangedRow.of(record);
    Optional<String> column = row.flatMap(changed -> rules.columnOf(changed.table()));
    Optional<Schema> schema = row.flatMap(ChangedRow::schema);
    if (column.isEmpty() || schema.isEmpty()) {
      return record;
    }
    Field own = schema.get().field(column.get());
    if (own != null) {
      passed(row.get(), own);
      return record;
    }
    return extended(record, row.get(), paths.of(row.get().table()));
  }

  private void passed(ChangedRow row, Field own) {
    if (watch.watches(row)) {
      heldSchemas.passed(row.table(), own.name(), own.schema());
      Optional<Told> before = ParentWatch.toldBefore(row, own.name());
      Optional<Told> after = ParentWatch.toldAfter(row, own.name());
      watch.passed(row, before, after);
    }
  }

  private R extended(R record, ChangedRow row, DistributionPath path) {
    if (row.after().isEmpty() && row.before().isEmpty()) {
      throw new DataException(
          "A change of table %s (op %s) tells nothing of its row. On the source give the table REPLICA IDENTITY FULL; changes made before that stay untold, so that the table has to be copied anew"
              .formatted(row.table(), row.operation()));
    }
    Optional<Told> after =
        row.after().map(side -> new Told(lookup.after(record, row, path), false));
    Optional<Told> before =
        row.before().map(side -> new Told(lookup.before(record, row, path), false));
    if (watch.watches(row)) {
      watch.passed(row, before, after);
    }
    Schema columnSchema = heldSchemas.of(path);
    Schema envelope = schemas.extendedEnvelope(record.valueSchema(), path.column(), columnSchema);
    Cell cell = new Cell(columnSchema, value(columnSchema, after.or(() -> before)));
    RecordKey key = RecordKey.of(record, row).with(path.column(), cell, schemas);
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        key.schema(),
        key.value(),
        envelope,
        extended(row, envelope, path.column(), before, after),
        record.timestamp(),
        record.headers());
  }

  private static Object value(Schema schema, Optional<Told> told) {
    return told.map(Told::value).map(text -> ValueText.parse(schema, text)).orElse(null);
  }

  private static Struct extended(
      ChangedRow row, Schema envelope, String column, Optional<Told> before, Optional<Told> after) {
    Struct extended = new Struct(envelope);
    for (Field field : row.envelope().schema().fields()) {
      Object value = row.envelope().getWithoutDefault(field.name());
      if (value instanceof Struct side && ChangedRow.isRow(field)) {
        Schema schema = envelope.field(field.name()).schema();
        Optional<Told> told = field.name().equals(ChangedRow.AFTER) ? after : before;
        value =
            ExtendedSchemas.extended(
                side, schema, column, value(schema.field(column).schema(), told));
      }
      extended.put(field.name(), value);
    }
    return extended;
  }

  @Override
  public void withPluginMetrics(PluginMetrics metrics) {
    LookupMetrics.register(metrics, () -> parents);
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
  public void close() {
    if (parents != null) {
      parents.close();
    }
  }
}
