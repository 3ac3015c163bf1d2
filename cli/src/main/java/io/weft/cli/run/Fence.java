package io.weft.cli.run;

import io.weft.postgres.Lsn;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A position on the source, of which the target is to say that it is behind it.
 *
 * <p>Progress moves by the ends of transactions alone. On a source that is otherwise idle nothing
 * would end behind the position, so that a transaction of our own is put there, once the source has
 * come so far.
 */
final class Fence {

  private static final Logger LOG = LoggerFactory.getLogger(Fence.class);

  private final Databases databases;
  private final Lsn position;
  private boolean marked;

  Fence(Databases databases, Lsn position) {
    this.databases = databases;
    this.position = position;
  }

  /** Looks once; a database that is away now has just not reached it. */
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
      try {
        return !position.isAfter(databases.applied());
      } catch (SQLException e) {
        LOG.info("The target was not asked for its progress", e);
        return false;
      }
    }
  }
}
