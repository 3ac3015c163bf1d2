package io.weft.avro.schema;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** A Connect schema's default, as Avro's library takes it to write it as JSON. */
final class AvroDefaults {

  private final Mapping mapping;

  AvroDefaults(Mapping mapping) {
    this.mapping = mapping;
  }

  /** Stops at what JSON cannot say. */
  private static final class Unsayable extends RuntimeException {

    Unsayable() {
      super("", null, false, false);
    }
  }

  /** The default; null if there is none, or none that JSON can say (NaN, infinity, a null key). */
  Object of(Schema schema) {
    if (schema.defaultValue() == null) {
      return null;
    }
    try {
      Object value = value(schema, schema.defaultValue());
      return value == JsonProperties.NULL_VALUE ? null : value;
    } catch (Unsayable e) {
      return null;
    } catch (ClassCastException e) {
      throw new DataException(
          "The default of a schema of type "
              + schema.type()
              + " is a "
              + schema.defaultValue().getClass().getName()
              + ".",
          e);
    }
  }

  /** The default as that of a field, where Confluent's converter prints floats as doubles. */
  Object ofField(Schema schema) {
    return widened(of(schema));
  }

  private static Object widened(Object value) {
    if (value instanceof Float number) {
      return number.doubleValue();
    } else if (value instanceof List<?> elements) {
      return elements.stream().map(AvroDefaults::widened).toList();
    } else if (value instanceof Map<?, ?> entries) {
      Map<Object, Object> widened = new LinkedHashMap<>();
      entries.forEach((key, element) -> widened.put(key, widened(element)));
      return widened;
    }
    return value;
  }

  private Object value(Schema schema, Object connectValue) {
    if (connectValue == null) {
      return JsonProperties.NULL_VALUE;
    }
    Object value = LogicalValues.toAvro(schema, connectValue);
    return switch (schema.type()) {
      case INT8, INT16 -> ((Number) value).intValue();
      case INT32 -> (Integer) value;
      case INT64 -> (Long) value;
      case FLOAT32 -> sayable(Float.isFinite((Float) value), value);
      case FLOAT64 -> sayable(Double.isFinite((Double) value), value);
      case BOOLEAN -> (Boolean) value;
      case STRING -> (String) value;
      case BYTES -> new String(bytes(value), StandardCharsets.ISO_8859_1);
      case ARRAY -> array(schema, (Collection<?>) value);
      case MAP -> map(schema, (Map<?, ?>) value);
      case STRUCT -> struct(schema, (Struct) value);
    };
  }

  private static Object sayable(boolean sayable, Object value) {
    if (!sayable) {
      throw new Unsayable();
    }
    return value;
  }

  private static byte[] bytes(Object value) {
    if (value instanceof byte[] array) {
      return array;
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private List<Object> array(Schema schema, Collection<?> elements) {
    List<Object> array = new ArrayList<>(elements.size());
    elements.forEach(element -> array.add(value(schema.valueSchema(), element)));
    return array;
  }

  private Object map(Schema schema, Map<?, ?> entries) {
    if (Kinds.isAvroMap(schema, mapping)) {
      Map<String, Object> map = new LinkedHashMap<>();
      entries.forEach(
          (key, value) ->
              map.put((String) sayable(key != null, key), value(schema.valueSchema(), value)));
      return map;
    }
    List<Object> pairs = new ArrayList<>();
    entries.forEach(
        (key, value) ->
            pairs.add(List.of(value(schema.keySchema(), key), value(schema.valueSchema(), value))));
    return pairs;
  }

  private Object struct(Schema schema, Struct struct) {
    if (Kinds.isUnion(schema)) {
      return schema.fields().stream()
          .filter(field -> struct.get(field) != null)
          .findFirst()
          .map(field -> value(field.schema(), struct.get(field)))
          .orElse(JsonProperties.NULL_VALUE);
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    List<String> names = FieldNames.of(schema, mapping);
    for (Field field : schema.fields()) {
      fields.put(names.get(field.index()), value(field.schema(), struct.get(field)));
    }
    return fields;
  }
}
