package io.weft.connectors.stream;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
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

  private final Envelopes envelopes;

  NonFiniteNumbers(Envelopes envelopes) {
    this.envelopes = envelopes;
  }

  /** Adds the header to a change or snapshot row that needs it. */
  void mark(SourceRecord record) {
    Struct value = (Struct) record.value();
    Envelopes.Envelope envelope = envelopes.of(value.schema());
    List<String> entries = new ArrayList<>(0);
    add("before", envelope.before(value), entries);
    add("after", envelope.after(value), entries);
    if (!entries.isEmpty()) {
      record.headers().addString(HEADER, "columns=" + String.join(",", entries));
    }
  }

  private void add(String image, Struct row, List<String> entries) {
    if (row == null) {
      return;
    }
    for (Field field : envelopes.row(row.schema()).floats()) {
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
}
