package io.weft.connectors.copy.plan;

import io.weft.connectors.copy.plan.TableShape.Leaf;
import io.weft.postgres.distribution.DistributionPath;
import java.util.List;

/**
 * The distribution column of a table that lacks it.
 *
 * @param path by which it is found
 * @param type of the column where it is, without a search path
 * @param key the columns of the table's primary key; empty if it has none
 * @param readAlong the tables on the way that hold rows: they, too, must stay as they are
 */
public record JoinedColumn(
    DistributionPath path, String type, List<String> key, List<Leaf> readAlong) {

  public JoinedColumn {
    key = List.copyOf(key);
    readAlong = List.copyOf(readAlong);
  }

  public String name() {
    return path.column();
  }
}
