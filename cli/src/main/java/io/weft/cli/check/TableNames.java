package io.weft.cli.check;

import io.weft.postgres.TableName;
import java.util.Collection;
import java.util.stream.Collectors;

/** Lists of tables in sentences. */
final class TableNames {

  private static final int SHOWN = 10;

  private TableNames() {}

  /** The first few, and how many more there are. */
  static String some(Collection<TableName> tables) {
    String shown =
        tables.stream().limit(SHOWN).map(TableName::toString).collect(Collectors.joining(", "));
    return tables.size() <= SHOWN ? shown : shown + " and " + (tables.size() - SHOWN) + " more";
  }
}
