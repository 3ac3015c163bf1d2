package io.weft.transforms.lookup;

import io.weft.postgres.TableName;
import java.util.List;

/**
 * Names a row of a table that others refer to.
 *
 * @param columns unique together
 * @param values their texts, as of {@link ValueText}
 */
public record ParentKey(TableName table, List<String> columns, List<String> values) {

  public ParentKey {
    columns = List.copyOf(columns);
    values = List.copyOf(values);
  }
}
