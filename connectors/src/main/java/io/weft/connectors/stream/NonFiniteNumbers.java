package io.weft.connectors.stream;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.StringJoiner;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Repeats in a header the floating-point values that JSON has no numbers for, those that are not
 * finite and minus zero: Kafka's JsonConverter reads all of them back as 0. Readers who go by the
 * header lose nothing, whatever the converter.
 *
 * <p>Not thread-safe: used by the task's thread only.
 */
final class NonFiniteNumbers {

  static final String HEADER = "weft.nonfinite";

  /** Far more tables than a database has; a bound all the same. */
  private static final int MAX_SCHEMAS = 10_000;

  private final IdentityHashMap<Schema, List<Field>> floats = new IdentityHashMap<>();

  /** Adds the header to a change or snapshot row that needs it. */
  void mark(SourceRecord record) {
    Struct value = (Struct) record.value();
    StringJoiner entries = new StringJoiner(",", "columns=", "").setEmptyValue("");
    add("before", value, entries);
    add("after", value, entries);
    if (entries.length() > 0) {
      record.headers().addString(HEADER, entries.toString());
    }
  }

  private void add(String image, Struct value, StringJoiner entries) {
    if (value.schema().field(image) == null || !(value.get(image) instanceof Struct row)) {
      return;
    }
    for (Field field : floatsOf(row.schema())) {
      if (row.get(field) instanceof Number number && !isNumberInJson(number.doubleValue())) {
        entries.add(
            image + "." + URLEncoder.encode(field.name(), StandardCharsets.UTF_8) + ":" + number);
      }
    }
  }

  private static boolean isNumberInJson(double number) {
    boolean minusZero = number == 0 && Double.compare(number, 0.0) < 0;
    return Double.isFinite(number) && !minusZero;
  }

  private List<Field> floatsOf(Schema schema) {
    if (floats.size() > MAX_SCHEMAS) {
      floats.clear();
    }
    return floats.computeIfAbsent(
        schema, s -> s.fields().stream().filter(field -> isFloat(field.schema().type())).toList());
  }

  private static boolean isFloat(Schema.Type type) {
    return type == Schema.Type.FLOAT32 || type == Schema.Type.FLOAT64;
  }
}
