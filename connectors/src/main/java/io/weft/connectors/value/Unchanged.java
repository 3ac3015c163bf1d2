package io.weft.connectors.value;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands for a large value that an UPDATE left alone, and which the log therefore lacks.
 *
 * <p>The two markers are told from values of a table by identity: converter and task run in one
 * process, and Debezium hands objects through. Debezium makes the converter, Connect makes the
 * task; they meet by {@link #standingFor}.
 */
public final class Unchanged {

  private static final Map<String, Unchanged> SHARED = new ConcurrentHashMap<>();

  private final String text;
  private final ByteBuffer bytes;

  private Unchanged(String placeholder) {
    // A string of its own, not the interned one: its identity is what sets it apart.
    this.text = new String(placeholder.toCharArray());
    // Not a read-only buffer: converters ask for its array.
    this.bytes = ByteBuffer.wrap(placeholder.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The same object for the same placeholder.
   *
   * @param placeholder what stands in the field for readers who don't read the header
   */
  public static Unchanged standingFor(String placeholder) {
    return SHARED.computeIfAbsent(placeholder, Unchanged::new);
  }

  String text() {
    return text;
  }

  ByteBuffer bytes() {
    return bytes;
  }

  /** Whether the value is a marker itself. */
  @SuppressWarnings("ReferenceEquality")
  public boolean isMarker(Object value) {
    return value == text || value == bytes;
  }

  /** Whether the value reads like a marker, whatever it is. */
  public boolean resembles(Object value) {
    return text.equals(value) || bytes.equals(value);
  }
}
