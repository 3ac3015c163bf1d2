package io.weft.sink.decode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The value that a stock Debezium connector sends in place of a large one that the update left
 * alone.
 *
 * <p>Weft's own source names such columns in a header instead, so that no text can be mistaken for
 * the mark. Without the header the value is believed only if the sink is configured with it;
 * Debezium's default, met unconfigured, is refused: to store it would overwrite the row's real
 * value.
 */
final class Placeholder {

  private final String configured;
  private final String text;
  private final byte[] bytes;

  /**
   * Takes the configured placeholder.
   *
   * @param configured what the source was configured with; empty for Weft's own source
   */
  Placeholder(String configured) {
    this.configured = configured;
    text = configured.isEmpty() ? RowReader.DEBEZIUM_PLACEHOLDER : configured;
    bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  boolean matches(Object value) {
    if (value instanceof String string) {
      return string.length() == text.length() && string.equals(text);
    }
    if (value instanceof byte[] array) {
      return Arrays.equals(array, bytes);
    }
    if (value instanceof ByteBuffer buffer) {
      return buffer.equals(ByteBuffer.wrap(bytes));
    }
    return value instanceof List<?> list && list.size() == 1 && matchesElement(list.get(0));
  }

  private boolean matchesElement(Object element) {
    return !(element instanceof List) && element != null && matches(element);
  }

  /** What a matching value stands for. */
  Object unchanged(String column) {
    if (configured.isEmpty()) {
      throw new DecodeException(
          "Column "
              + column
              + " holds Debezium's placeholder for a value that an update left alone, and the record lacks the header"
              + " by which Weft's source names such columns. If the source is a stock Debezium connector, set"
              + " unavailable.value.placeholder to "
              + text,
          null);
    }
    return RowImage.UNCHANGED;
  }
}
