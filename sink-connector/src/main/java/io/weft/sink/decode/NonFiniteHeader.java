package io.weft.sink.decode;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/**
 * Reads the header in which Weft's source repeats floating-point values that JSON has no numbers
 * for them, and Kafka's JsonConverter reads them back as 0. It holds {@code columns=} and, with
 * commas between them, entries of the form {@code image.column:value}, the column URL-encoded.
 */
final class NonFiniteHeader {

  private static final String START = "columns=";

  private NonFiniteHeader() {}

  /**
   * The values of one image of the row, by column.
   *
   * @param image {@code before} or {@code after}
   */
  static Map<String, String> read(Headers headers, String image) {
    Header header = headers.lastWithName(RecordDecoder.NON_FINITE_HEADER);
    if (header == null) {
      return Map.of();
    }
    String text = String.valueOf(header.value());
    String start = image + ".";
    Map<String, String> values = new HashMap<>();
    for (String entry : text.substring(START.length()).split(",", -1)) {
      if (entry.startsWith(start)) {
        int colon = entry.lastIndexOf(':');
        String column = entry.substring(start.length(), colon);
        values.put(URLDecoder.decode(column, StandardCharsets.UTF_8), entry.substring(colon + 1));
      }
    }
    return values;
  }
}
