package io.weft.connectors.relation;

import io.weft.postgres.TableName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * Gives captured tables the names under which they were settled, in the messages by which the
 * server introduces a table before its changes (manual, section "Logical Replication Message
 * Formats", Relation).
 *
 * <p>A message has the table's id, and the name that it had when the change was made. Debezium goes
 * by the name: it would drop, without a trace, what was written while the table was called
 * something else, and take another table of the same name for a captured one.
 *
 * <p>Pure.
 */
final class SettledNames {

  /** A schema of which Debezium takes no tables. */
  private static final String NEVER_CAPTURED = "pg_catalog";

  private static final int MAX_UTF8_BYTES = 3;

  private final Map<Long, TableName> captured;
  private final Set<TableName> names;

  /**
   * @param captured the name of each captured table, by its id
   */
  SettledNames(Map<Long, TableName> captured) {
    this.captured = Map.copyOf(captured);
    this.names = Set.copyOf(captured.values());
  }

  /** What a Relation message says. */
  record Relation(long id, TableName name) {}

  /**
   * Reads a Relation message.
   *
   * @param message stays where it is
   */
  static Relation read(ByteBuffer message) {
    ByteBuffer view = message.duplicate();
    view.get();
    long id = Integer.toUnsignedLong(view.getInt());
    String schema = text(view);
    return new Relation(id, new TableName(schema, text(view)));
  }

  /** Whether the table is captured, and has another name in the message. */
  boolean isUnderAnotherName(Relation relation) {
    TableName settled = captured.get(relation.id());
    return settled != null && !settled.equals(relation.name());
  }

  /** The same message, with the name by which Debezium is to know the table. */
  ByteBuffer renamed(ByteBuffer message, Relation relation) {
    TableName name = nameFor(relation);
    return name.equals(relation.name()) ? message : withName(message, relation, name);
  }

  private TableName nameFor(Relation relation) {
    TableName settled = captured.get(relation.id());
    if (settled != null) {
      return settled;
    }
    return names.contains(relation.name())
        ? new TableName(NEVER_CAPTURED, relation.name().table())
        : relation.name();
  }

  private static ByteBuffer withName(ByteBuffer message, Relation relation, TableName name) {
    ByteBuffer rest = message.duplicate();
    rest.get();
    rest.getInt();
    text(rest);
    text(rest);
    int nameBytes = MAX_UTF8_BYTES * (name.schema().length() + name.table().length()) + 2;
    ByteBuffer renamed = ByteBuffer.allocate(1 + Integer.BYTES + nameBytes + rest.remaining());
    renamed.put(message.get(message.position())).putInt((int) relation.id());
    renamed.put(name.schema().getBytes(StandardCharsets.UTF_8)).put((byte) 0);
    renamed.put(name.table().getBytes(StandardCharsets.UTF_8)).put((byte) 0);
    return renamed.put(rest).flip();
  }

  /** Reads text up to the zero behind it. */
  static String text(ByteBuffer view) {
    int start = view.position();
    while (view.get() != 0) {}
    byte[] bytes = new byte[view.position() - 1 - start];
    view.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
