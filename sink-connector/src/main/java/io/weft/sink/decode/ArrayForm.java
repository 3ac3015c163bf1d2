package io.weft.sink.decode;

import java.util.List;

/** The text literal of a one-dimensional array (PostgreSQL manual, section 8.15.6). */
final class ArrayForm {

  private ArrayForm() {}

  static TextForm of(TextForm element) {
    return value -> {
      StringBuilder text = new StringBuilder("{");
      for (Object item : (List<?>) value) {
        text.append(text.length() == 1 ? "" : ",");
        text.append(item == null ? "NULL" : quote(element.of(item)));
      }
      return text.append('}').toString();
    };
  }

  /** Puts an element into double quotes, so that none of its characters has a meaning. */
  static String quote(String element) {
    return '"' + element.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
