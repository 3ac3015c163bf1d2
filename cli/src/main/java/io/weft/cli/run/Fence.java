package io.weft.cli.run;

import io.weft.postgres.Lsn;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A position on the source, of which the target is to say that it is behind it.
 *
 * <p>Progress moves by the ends of transactions alone. On a source that is otherwise idle nothing
 * would end behind the position, so that a transaction of our own is put there, once the source has
 * come so far.
 *
 * <p>What a table that was dropped and made anew has since been given never comes at all: the
 * target could reach the position without it. So a position only counts as reached if, after that,
 * the source's tables are still those that the pipeline began with.
 */
final class Fence {

  private static final Logger LOG = LoggerFactory.getLogger(Fence.class);

  private final Databases databases;
  private final SettledSource settled;
  private final Lsn position;
  private boolean marked;

  Fence(Databases databases, SettledSource settled, Lsn position) {
    this.databases = databases;
    this.settled = settled;
    this.position = position;
  }

  /**
   * Looks once; a database that is away now has just not reached it.
   *
   * @throws UserException if it cannot be reached any more, as a table is not the one that it was
   */
  boolean isReached() {
    synchronized (databases) {
      try {
        if (!marked && !position.isAfter(databases.sourceEnd())) {
          databases.mark();
          marked = true;
        }
      } catch (SQLException e) {
        LOG.info("The source was not asked for its position", e);
      }
      return isApplied() && isOfTheSameTables();
    }
  }

  private boolean isApplied() {
    try {
      return !position.isAfter(databases.applied());
    } catch (SQLException e) {
      LOG.info("The target was not asked for its progress", e);
      return false;
    }
  }

  private boolean isOfTheSameTables() {
    try {
      List<String> changed = databases.changedTables(settled);
      if (!changed.isEmpty()) {
        throw new UserException(changed);
      }
      return true;
    } catch (IOException | SQLException e) {
      LOG.info("The source was not asked for its tables", e);
      return false;
    }
  }
}
