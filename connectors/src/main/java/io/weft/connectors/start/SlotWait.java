package io.weft.connectors.start;

import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.weft.connectors.config.CaptureConfig;
import io.weft.postgres.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what the making of a slot waits for. The server makes it only when every transaction that
 * was open has ended (manual, section "Logical Decoding Concepts"), one that was prepared and
 * forgotten among them, and is silent about it; so is Debezium, in whose start the task's thread is
 * held.
 *
 * <p>Thread rules: looks on a thread of its own, from which the listener is called, until it is
 * closed.
 */
public final class SlotWait implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SlotWait.class);
  private static final String CONNECTION_NAME = "weft-capture-wait";
  private static final long LOOK_INTERVAL_MS = 3_000;

  private static final String BLOCKER =
      """
      select l.transactionid::text, h.pid, p.gid, p.database
        from pg_replication_slots s
        join pg_locks l on l.pid = s.active_pid and l.locktype = 'transactionid' and not l.granted
        left join pg_locks h on h.locktype = 'transactionid' and h.transactionid = l.transactionid
             and h.granted and h.pid is not null
        left join pg_prepared_xacts p on p.transaction = l.transactionid
       where s.slot_name = ?""";

  private final CaptureConfig config;
  private final String slotName;
  private final Consumer<String> listener;
  private final Thread thread = new Thread(this::run, "weft-capture-wait");

  /**
   * Of the pipeline's slot.
   *
   * @param listener is told, at each look, what is waited for
   */
  public SlotWait(CaptureConfig config, Consumer<String> listener) {
    this(config, config.slotName(), listener);
  }

  /**
   * Of another slot.
   *
   * @param listener is told, at each look, what is waited for
   */
  public SlotWait(CaptureConfig config, String slotName, Consumer<String> listener) {
    this.config = config;
    this.slotName = slotName;
    this.listener = listener;
  }

  /** Begins to look. */
  public void begin() {
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!thread.isInterrupted()) {
        Thread.sleep(LOOK_INTERVAL_MS);
        look();
      }
    } catch (InterruptedException e) {
      LOG.trace("The slot is waited for no longer");
    }
  }

  private void look() {
    try (PostgresConnection connection =
        new PostgresConnection(config.debezium().getJdbcConfig(), CONNECTION_NAME)) {
      blocker(connection.connection()).ifPresent(listener);
    } catch (SQLException | RuntimeException e) {
      LOG.debug("The source was not asked what its slot waits for", e);
    }
  }

  private Optional<String> blocker(Connection source) throws SQLException {
    try (PreparedStatement statement = source.prepareStatement(BLOCKER)) {
      statement.setString(1, slotName);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(described(row)) : Optional.empty();
      }
    }
  }

  private String described(ResultSet row) throws SQLException {
    String gid = row.getString(3);
    String what =
        gid == null
            ? "transaction %s of server process %s, which was open before. Let it end, or run: SELECT pg_terminate_backend(%2$s)"
                .formatted(row.getString(1), row.getString(2))
            : "transaction %s, which was prepared as %s in database %s. Run there: COMMIT PREPARED %2$s, or ROLLBACK PREPARED %2$s"
                .formatted(row.getString(1), Identifiers.literal(gid).trim(), row.getString(4));
    return "Replication slot %s waits for %s".formatted(slotName, what);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
