package io.weft.avro.codec;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.data.Schema;

/**
 * Writes texts, and encodes the last one once where the same object comes again: a table's records
 * share the names of their database, schema and table.
 */
final class TextWriter implements ValueWriter {

  /** After so many texts in a row that were others, a field is taken for one whose texts vary. */
  private static final int PATIENCE = 32;

  private final Schema schema;

  /** Read and written by many threads without order: any of their values will do. */
  private Encoded last = new Encoded("", new byte[0]);

  private int misses;

  /** A text with its bytes. Immutable. */
  private static final class Encoded {

    private final String value;
    private final byte[] bytes;

    Encoded(String value, byte[] bytes) {
      this.value = value;
      this.bytes = bytes;
    }

    @SuppressWarnings("ReferenceEquality") // to compare the contents takes as long as to encode
    boolean isOf(String text) {
      return value == text;
    }
  }

  TextWriter(Schema schema) {
    this.schema = schema;
  }

  @Override
  public void write(Object value, AvroOutput out) {
    String text = WriterCompiler.cast(value, String.class, schema);
    Encoded known = last;
    if (known.isOf(text)) {
      out.writeBytes(known.bytes);
      misses = 0;
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(bytes);
    if (misses <= PATIENCE) {
      misses++;
      last = new Encoded(text, bytes);
    }
  }
}
