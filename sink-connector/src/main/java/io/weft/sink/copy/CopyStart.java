package io.weft.sink.copy;

import io.weft.postgres.CopyPortion;
import io.weft.postgres.Lsn;
import io.weft.postgres.TableName;
import io.weft.sink.apply.TableEmptier;
import io.weft.sink.apply.TargetSession;
import io.weft.sink.plan.SchemaMismatchException;
import io.weft.sink.target.OwnRows;
import io.weft.sink.target.TargetTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the copy of a table, in a target transaction of its own: what an earlier copy has left is
 * emptied. It comes before any row of the copy; done twice, the second time does nothing.
 */
final class CopyStart {

  private static final Logger LOG = LoggerFactory.getLogger(CopyStart.class);

  private final TargetSession session;
  private final CopyLedger ledger;
  private final Map<TableName, Lsn> refused = new HashMap<>();

  CopyStart(TargetSession session, CopyLedger ledger) {
    this.session = session;
    this.ledger = ledger;
  }

  /** Whether a copy is one that came too late, whose rows are left out. */
  boolean isRefused(CopyPortion portion) {
    return !portion.copyLsn().isAfter(refused.getOrDefault(portion.table(), Lsn.NONE));
  }

  /**
   * Begins the copy that a record belongs to, unless it is known already or comes too late.
   *
   * @throws ConnectException if the table holds rows that no copy brought, or the stream wrote
   */
  void begin(CopyPortion portion) throws SQLException {
    TableName table = portion.table();
    session.beginCopy();
    ledger.lockAlone(session.trip(), table);
    session.trip().run();
    CopyLedger.Found found = ledger.find(table);
    if (!portion.copyLsn().isAfter(found.copyLsn())) {
      session.connection().rollback();
      return;
    }
    boolean isFirst = found.isFirst();
    if (found.isStreamAhead(portion.copyLsn())) {
      if (isFirst) {
        throw streamDidNotWait(table);
      }
      session.connection().rollback();
      refuse(portion, found);
      return;
    }
    if (isFirst) {
      requireEmpty(table);
    } else {
      TableEmptier.empty(session, List.of(table));
    }
    ledger.begin(portion);
    session.connection().commit();
    LOG.info(
        "The copy of table {} at {} begins ({} chunks){}",
        table,
        portion.copyLsn(),
        portion.chunks(),
        isFirst ? "" : "; what was there before is emptied");
  }

  private static ConnectException streamDidNotWait(TableName table) {
    return new ConnectException(
        "The stream has already written to the target's table %s, without waiting for its copy: set wait.for.copy=true on the connector of the stream, and fill the target anew with a pipeline of another name for both"
            .formatted(table));
  }

  /** What the target holds stays right, since the stream has kept it up to date. */
  private void refuse(CopyPortion portion, CopyLedger.Found found) {
    refused.put(portion.table(), portion.copyLsn());
    LOG.error(
        "The copy of table {} at {} is left out: the stream has already applied changes up to {}, which would be lost with"
            + " the rows that are there. The table keeps what it holds. To copy it anew, see"
            + " \"Another table, or one anew\" in docs/operate/copy.md: the stream has to hear of it first",
        portion.table(),
        portion.copyLsn(),
        found.streamLsn());
  }

  private void requireEmpty(TableName table) throws SQLException {
    Optional<TargetTable> found = session.catalog().find(table);
    if (found.isEmpty()) {
      session.catalog().forget(table);
      throw SchemaMismatchException.missing(table);
    }
    String own = OwnRows.of(session.connection(), table, found.get().kind());
    try (Statement statement = session.connection().createStatement();
        ResultSet rows = statement.executeQuery("select 1 from " + own + " limit 1")) {
      if (rows.next()) {
        throw new ConnectException(
            "The target's table %s is not empty, and nothing of it was copied by this pipeline: rows would be there twice. Empty it (TRUNCATE %s) and restart the connector; or name the pipeline that copied it"
                .formatted(table, own));
      }
    }
  }
}
