package io.weft.connectors.relation;

import io.debezium.connector.postgresql.PostgresType;
import io.debezium.connector.postgresql.TypeRegistry;
import io.weft.connectors.value.TypeChoice;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;

/**
 * Prints in messages of changes what a server before PostgreSQL 16 sends as it is: a {@code "char"}
 * beyond ASCII, a byte that is no text. Debezium would put the same character in the place of each.
 * Newer servers print {@code \351}, and read that back; so it is printed here.
 *
 * <p>Messages are as in the manual, section "Logical Replication Message Formats", protocol 1.
 *
 * <p>Not thread-safe.
 */
final class RawCharacters {

  private static final long BEYOND_ASCII = 0x8080_8080_8080_8080L;
  private static final int PRINTED_BYTES = 4;

  private final Map<Integer, SentTable> tables = new HashMap<>();
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  /** Takes note of a table's columns. */
  void introduce(SentTable table) {
    tables.put(table.id(), table);
  }

  /**
   * The same message, with all values as text.
   *
   * @param message stays where it is
   * @throws DataException if a value cannot be printed; names its table, column and type
   */
  ByteBuffer printed(ByteBuffer message, TypeRegistry types) {
    ByteBuffer view = message.duplicate();
    byte kind = view.get();
    if (kind != 'I' && kind != 'U' && kind != 'D') {
      return message;
    }
    SentTable table = tables.get(view.getInt());
    List<Integer> raw = new ArrayList<>();
    while (table != null && view.hasRemaining()) {
      view.get(); // which of the rows it is
      readRow(view, table, raw, types);
    }
    return raw.isEmpty() ? message : printed(message, raw);
  }

  private void readRow(ByteBuffer view, SentTable table, List<Integer> raw, TypeRegistry types) {
    int count = view.getShort();
    for (int i = 0; i < count; i++) {
      byte form = view.get();
      if (form == 'n' || form == 'u') {
        continue;
      }
      int lengthAt = view.position();
      int length = view.getInt();
      if (form == 't' && !isText(view.slice(view.position(), length))) {
        requirePrintable(table, table.columns().get(i), length, types);
        raw.add(lengthAt);
      }
      view.position(view.position() + length);
    }
  }

  private boolean isText(ByteBuffer value) {
    int at = 0;
    while (at + Long.BYTES <= value.limit() && (value.getLong(at) & BEYOND_ASCII) == 0) {
      at += Long.BYTES;
    }
    while (at < value.limit() && value.get(at) >= 0) {
      at++;
    }
    if (at == value.limit()) {
      return true;
    }
    try {
      utf8.decode(value);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static void requirePrintable(
      SentTable table, SentTable.Column column, int length, TypeRegistry types) {
    PostgresType type = types.get(column.type());
    if (length != 1 || type.getRootType().getOid() != TypeChoice.CHAR.oid()) {
      throw new DataException(
          "A value of column %s of table %s, of type %s, cannot be carried: it holds a \"char\" beyond ASCII, which a server before PostgreSQL 16 sends as a byte that is no text. Change the value, or leave the column out by column.exclude.list, and begin anew with a copy"
              .formatted(column.name(), table.name(), type.getName()));
    }
  }

  /** Puts the printed form in the place of single bytes, whose lengths stand at these positions. */
  private static ByteBuffer printed(ByteBuffer message, List<Integer> raw) {
    ByteBuffer printed =
        ByteBuffer.allocate(message.remaining() + raw.size() * (PRINTED_BYTES - 1));
    int from = message.position();
    for (int lengthAt : raw) {
      printed.put(message.duplicate().position(from).limit(lengthAt));
      int value = Byte.toUnsignedInt(message.get(lengthAt + Integer.BYTES));
      printed.putInt(PRINTED_BYTES).put((byte) '\\');
      printed.put(octal(value >> 6)).put(octal(value >> 3)).put(octal(value));
      from = lengthAt + Integer.BYTES + 1;
    }
    return printed.put(message.duplicate().position(from)).flip();
  }

  private static byte octal(int digit) {
    return (byte) ('0' + (digit & 7));
  }
}
