package io.weft.connectors.value;

import io.debezium.connector.postgresql.UnchangedToastedReplicationMessageColumn;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.util.Properties;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;

/**
 * Takes every column from Debezium's own conversion, which would damage some values and turn others
 * into null. Here a value is carried whole, or the conversion fails.
 */
public final class LosslessConverter implements CustomConverter<SchemaBuilder, RelationalColumn> {

  /** The setting that holds the placeholder of an unchanged large value. */
  public static final String PLACEHOLDER = "placeholder";

  private Unchanged unchanged;

  @Override
  public void configure(Properties settings) {
    unchanged = Unchanged.standingFor(settings.getProperty(PLACEHOLDER));
  }

  @Override
  public void converterFor(
      RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
    Form form = Form.ofType(column.nativeType());
    String type = RawTextTypes.nameOf(column.typeName());
    registration.register(ColumnSchema.of(form, type), value -> convert(column, form, value));
  }

  private Object convert(RelationalColumn column, Form form, Object value) {
    if (value == null || (form.isTime() && isDefault(column, value))) {
      return null;
    }
    if (UnchangedToastedReplicationMessageColumn.isUnchangedToastedValue(value)) {
      return form.type() == Schema.Type.BYTES ? unchanged.bytes() : unchanged.text();
    }
    try {
      return Values.in(form, value);
    } catch (RuntimeException e) {
      if (isDefault(column, value)) {
        return null;
      }
      throw new DataException("Column " + column.name(), lossy(form, e));
    }
  }

  /**
   * Debezium takes the cause of what is thrown, and adds the names of table, column and type. The
   * message of the failure itself stays out, as it may hold the value.
   */
  private static DataException lossy(Form form, RuntimeException failure) {
    DataException lossy =
        new DataException(
            "A value cannot be carried without loss as %s (%s)"
                .formatted(form, failure.getClass().getSimpleName()));
    lossy.setStackTrace(failure.getStackTrace());
    return lossy;
  }

  /** Debezium passes the column's default as well, as an object of its own; no schema takes it. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isDefault(RelationalColumn column, Object value) {
    return column.hasDefaultValue() && value == column.defaultValue();
  }
}
