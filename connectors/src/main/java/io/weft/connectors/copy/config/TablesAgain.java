package io.weft.connectors.copy.config;

import io.weft.postgres.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;

/**
 * How many times tables are to have been copied.
 *
 * @param times by the table's name as people write it; of all others, once
 */
public record TablesAgain(Map<String, Integer> times) {

  private static final Pattern ENTRY = Pattern.compile("(.+\\..+):([1-9][0-9]{0,8})");

  public TablesAgain {
    times = Map.copyOf(times);
  }

  /**
   * Reads entries such as {@code public.orders:2}.
   *
   * @throws ConfigException if one is of another form
   */
  static TablesAgain parse(List<?> entries) {
    Map<String, Integer> times = new HashMap<>();
    for (Object entry : entries) {
      String text = entry.toString().trim();
      Matcher matcher = ENTRY.matcher(text);
      if (matcher.matches()) {
        times.put(matcher.group(1), Integer.parseInt(matcher.group(2)));
      } else if (!text.isEmpty()) {
        throw new ConfigException(
            CopyConfig.AGAIN, text, "Expected schema.table:n, such as public.orders:2");
      }
    }
    return new TablesAgain(times);
  }

  /** How many times, at least, the table is to have been copied. */
  public int of(TableName table) {
    return times.getOrDefault(table.toString(), 1);
  }
}
