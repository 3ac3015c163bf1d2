package io.weft.connectors.stream;

import io.weft.connectors.value.Unchanged;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Says in a header which columns of {@code after} are unknown, because PostgreSQL does not log a
 * large value that an UPDATE leaves alone. A placeholder stands in their fields.
 *
 * <p>A value of the table's own that equals the placeholder, in the row before the change or after
 * it, gets the header too, without that column, so that a reader who goes by the header never
 * mistakes one for the other.
 */
final class UnchangedColumns {

  static final String HEADER = "weft.unchanged";

  private final Unchanged unchanged;
  private final Envelopes envelopes;

  UnchangedColumns(Unchanged unchanged, Envelopes envelopes) {
    this.unchanged = unchanged;
    this.envelopes = envelopes;
  }

  /** Adds the header to a change or snapshot row that needs it. */
  void mark(SourceRecord record) {
    Struct value = (Struct) record.value();
    Envelopes.Envelope envelope = envelopes.of(value.schema());
    Struct after = envelope.after(value);
    List<String> names = after == null ? List.of() : unchangedOf(after);
    if (!names.isEmpty() || resembles(after) || resembles(envelope.before(value))) {
      record.headers().addString(HEADER, encode(names));
    }
  }

  private List<String> unchangedOf(Struct row) {
    List<String> names = List.of();
    for (Field field : envelopes.row(row.schema()).large()) {
      if (unchanged.isMarker(row.get(field))) {
        names = names.isEmpty() ? new ArrayList<>() : names;
        names.add(field.name());
      }
    }
    return names;
  }

  /**
   * Whether a value could be taken for the placeholder; an old row is logged whole, or its key is.
   */
  private boolean resembles(Struct row) {
    if (row == null) {
      return false;
    }
    for (Field field : envelopes.row(row.schema()).large()) {
      if (unchanged.resembles(row.get(field))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Puts names into a text that every header converter of a worker leaves as it is, whatever the
   * names are made of; a list of strings does not survive all of them.
   */
  private static String encode(List<String> names) {
    return names.stream()
        .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
        .collect(Collectors.joining(",", "columns=", ""));
  }
}
