package io.weft.sink.decode;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/**
 * Reads the header that names the unchanged columns: {@code columns=} and the names, URL-encoded
 * and with commas between them, a form that the header converters of a worker leave alone.
 */
final class UnchangedHeader {

  private static final String START = "columns=";

  private UnchangedHeader() {}

  /** The columns named, or null if the record has no such header. */
  static Set<String> read(Headers headers) {
    Header header = headers.lastWithName(RecordDecoder.UNCHANGED_HEADER);
    if (header == null) {
      return null;
    }
    String text = String.valueOf(header.value());
    if (!text.startsWith(START)) {
      throw new DecodeException(
          "Its header " + header.key() + " does not begin with " + START, null);
    }
    return Arrays.stream(text.substring(START.length()).split(",", -1))
        .filter(name -> !name.isEmpty())
        .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8))
        .collect(Collectors.toUnmodifiableSet());
  }
}
