package io.weft.sink.apply;

import io.weft.postgres.TableName;
import io.weft.sink.plan.SchemaMismatchException;
import io.weft.sink.target.TargetCatalog;
import io.weft.sink.target.TargetTable;
import java.sql.SQLException;
import java.util.function.Function;

/** Finds target tables for the planner, which knows no SQL. */
final class TableLookup implements Function<TableName, TargetTable> {

  /** Carries a failure of the catalog through the planner. */
  static final class LookupFailure extends RuntimeException {
    LookupFailure(SQLException cause) {
      super(cause);
    }

    SQLException sql() {
      return (SQLException) getCause();
    }
  }

  private final TargetCatalog catalog;

  TableLookup(TargetCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public TargetTable apply(TableName name) {
    try {
      return catalog.find(name).orElseThrow(() -> SchemaMismatchException.missing(name));
    } catch (SQLException e) {
      throw new LookupFailure(e);
    }
  }
}
