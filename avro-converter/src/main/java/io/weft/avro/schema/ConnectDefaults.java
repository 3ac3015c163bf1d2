package io.weft.avro.schema;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** A default in an Avro schema, as Avro's library reads its JSON, as a Connect value. */
final class ConnectDefaults {

  private ConnectDefaults() {}

  /**
   * The default as a value of the schema; null if it is null.
   *
   * @throws DataException or ClassCastException if the default does not fit the schema
   */
  static Object of(Schema schema, org.apache.avro.Schema avro, Object value, Mapping mapping) {
    if (value == null || value == JsonProperties.NULL_VALUE) {
      return null;
    }
    if (avro.getType() == org.apache.avro.Schema.Type.UNION) {
      return ofUnion(schema, avro, value, mapping);
    }
    return switch (schema.type()) {
      case INT8 -> ((Number) value).byteValue();
      case INT16 -> ((Number) value).shortValue();
      case INT32 -> ofInt(schema, ((Number) value).intValue());
      case INT64 ->
          Timestamp.LOGICAL_NAME.equals(schema.name())
              ? (Object) LogicalValues.timestamp(((Number) value).longValue())
              : (Object) ((Number) value).longValue();
      case FLOAT32 -> ((Number) value).floatValue();
      case FLOAT64 -> ((Number) value).doubleValue();
      case BOOLEAN -> (Boolean) value;
      case STRING -> value.toString();
      case BYTES -> ofBytes(schema, value);
      case ARRAY -> ofArray(schema, avro, (List<?>) value, mapping);
      case MAP -> ofMap(schema, avro, value, mapping);
      case STRUCT -> ofStruct(schema, avro, (Map<?, ?>) value, mapping);
    };
  }

  /** A union's default is of its first type. */
  private static Object ofUnion(
      Schema schema, org.apache.avro.Schema union, Object value, Mapping mapping) {
    if (Unions.isNullable(union)) {
      return of(schema, Unions.nullableType(union), value, mapping);
    }
    org.apache.avro.Schema first = union.getTypes().get(0);
    if (!Kinds.isUnion(schema)) {
      return of(schema, first, value, mapping);
    }
    Field field = schema.field(Unions.fieldName(first, 0, mapping));
    return field == null
        ? null
        : new Struct(schema).put(field, of(field.schema(), first, value, mapping));
  }

  private static Object ofInt(Schema schema, int value) {
    if (Date.LOGICAL_NAME.equals(schema.name())) {
      return LogicalValues.date(value);
    }
    return Time.LOGICAL_NAME.equals(schema.name()) ? LogicalValues.time(value) : (Object) value;
  }

  private static Object ofBytes(Schema schema, Object value) {
    byte[] bytes =
        value instanceof byte[] array
            ? array
            : ((String) value).getBytes(StandardCharsets.ISO_8859_1);
    return Decimal.LOGICAL_NAME.equals(schema.name())
        ? LogicalValues.decimal(bytes, Kinds.scale(schema))
        : ByteBuffer.wrap(bytes);
  }

  private static List<Object> ofArray(
      Schema schema, org.apache.avro.Schema avro, List<?> elements, Mapping mapping) {
    List<Object> array = new ArrayList<>(elements.size());
    for (Object element : elements) {
      array.add(of(schema.valueSchema(), avro.getElementType(), element, mapping));
    }
    return array;
  }

  private static Map<Object, Object> ofMap(
      Schema schema, org.apache.avro.Schema avro, Object value, Mapping mapping) {
    Map<Object, Object> map = new LinkedHashMap<>();
    if (avro.getType() == org.apache.avro.Schema.Type.MAP) {
      ((Map<?, ?>) value)
          .forEach(
              (key, element) ->
                  map.put(
                      key.toString(),
                      of(schema.valueSchema(), avro.getValueType(), element, mapping)));
      return map;
    }
    org.apache.avro.Schema entry = avro.getElementType();
    for (Object element : (List<?>) value) {
      Iterator<?> pair = pair(element);
      map.put(
          of(schema.keySchema(), entry.getField(Notation.KEY).schema(), pair.next(), mapping),
          of(schema.valueSchema(), entry.getField(Notation.VALUE).schema(), pair.next(), mapping));
    }
    return map;
  }

  /** An entry is a record in an Avro default, and a pair in {@code connect.default}. */
  private static Iterator<?> pair(Object entry) {
    if (entry instanceof Map<?, ?> record && record.size() == 2) {
      List<Object> pair = new ArrayList<>();
      pair.add(record.get(Notation.KEY));
      pair.add(record.get(Notation.VALUE));
      return pair.iterator();
    }
    if (entry instanceof List<?> pair && pair.size() == 2) {
      return pair.iterator();
    }
    throw new DataException("An entry of a map's default is no pair.");
  }

  private static Struct ofStruct(
      Schema schema, org.apache.avro.Schema avro, Map<?, ?> values, Mapping mapping) {
    Struct struct = new Struct(schema);
    List<org.apache.avro.Schema.Field> avroFields = avro.getFields();
    for (Field field : schema.fields()) {
      org.apache.avro.Schema.Field avroField = avroFields.get(field.index());
      Object value = values.get(avroField.name());
      struct.put(
          field,
          value == null
              ? field.schema().defaultValue()
              : of(field.schema(), avroField.schema(), value, mapping));
    }
    return struct;
  }
}
