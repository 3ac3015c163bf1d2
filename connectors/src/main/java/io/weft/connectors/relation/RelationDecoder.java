package io.weft.connectors.relation;

import io.debezium.connector.postgresql.TypeRegistry;
import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.MessageDecoder;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import io.debezium.connector.postgresql.connection.ReplicationStream.ReplicationMessageProcessor;
import io.debezium.connector.postgresql.connection.WalPositionLocator;
import io.weft.connectors.relation.SettledNames.Relation;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;
import org.postgresql.replication.fluent.logical.ChainedLogicalStreamBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before Debezium's decoder, and has it know captured tables by their identity, and values
 * that are no text as what prints them.
 *
 * <p>Thread rules: used by Debezium's streaming thread only.
 */
final class RelationDecoder implements MessageDecoder {

  private static final Logger LOG = LoggerFactory.getLogger(RelationDecoder.class);
  private static final byte RELATION = 'R';

  private final MessageDecoder debezium;
  private final SettledNames names;
  private final TableCheck check;
  private final SentValues values;

  private RelationDecoder(
      MessageDecoder debezium, SettledNames names, TableCheck check, SentValues values) {
    this.debezium = debezium;
    this.names = names;
    this.check = check;
    this.values = values;
  }

  /**
   * What makes values readable.
   *
   * @param types which has them read by the right types
   * @param raw what prints those that the server does not; empty for one that prints all
   */
  record SentValues(SentTypes types, Optional<RawCharacters> raw) {}

  /** Has a connection of Debezium's decode by way of this; it offers no other way in. */
  static void installIn(
      ReplicationConnection connection, SettledNames names, TableCheck check, SentValues values) {
    try {
      Field field = connection.getClass().getDeclaredField("messageDecoder");
      field.setAccessible(true);
      field.set(
          connection,
          new RelationDecoder((MessageDecoder) field.get(connection), names, check, values));
    } catch (ReflectiveOperationException e) {
      throw new ConnectException(
          "This version of Debezium decodes the log otherwise than Weft expects; use the version that the plugin came with",
          e);
    }
  }

  @Override
  public void processMessage(
      ByteBuffer message, ReplicationMessageProcessor processor, TypeRegistry types)
      throws SQLException, InterruptedException {
    if (message == null || !message.hasRemaining()) {
      debezium.processMessage(message, processor, types);
    } else if (message.get(message.position()) == RELATION) {
      SentTable table = SentTable.read(message);
      values.raw().ifPresent(characters -> characters.introduce(table));
      debezium.processMessage(settled(message), processor, types);
      values.types().settle(table, types);
    } else {
      debezium.processMessage(
          values.raw().isPresent() ? values.raw().get().printed(message, types) : message,
          processor,
          types);
    }
  }

  /**
   * A table that was called otherwise once is followed. One that still is must not be: Debezium
   * would look its keys up under a name that is nobody's, or another table's.
   */
  private ByteBuffer settled(ByteBuffer message) throws SQLException {
    Relation relation = SettledNames.read(message);
    if (!check.isKnown(relation.id())) {
      throw new NewTableException("Table " + relation.name() + " is published since a while ago");
    }
    if (names.isUnderAnotherName(relation)) {
      LOG.info("A captured table was called {} for a while", relation.name());
      check.requireAsSettled();
    }
    return names.renamed(message, relation);
  }

  @Override
  public ChainedLogicalStreamBuilder defaultOptions(
      ChainedLogicalStreamBuilder builder, Function<Integer, Boolean> hasMinimumServerVersion) {
    return debezium.defaultOptions(builder, hasMinimumServerVersion);
  }

  @Override
  public boolean shouldMessageBeSkipped(
      ByteBuffer message, Lsn received, Lsn start, WalPositionLocator position) {
    return debezium.shouldMessageBeSkipped(message, received, start, position);
  }

  @Override
  public void close() {
    debezium.close();
  }
}
