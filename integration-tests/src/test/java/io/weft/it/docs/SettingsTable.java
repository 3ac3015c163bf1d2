package io.weft.it.docs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Settings of a ConfigDef as Markdown. */
final class SettingsTable {

  private SettingsTable() {}

  /** All of them: a heading a group, in the order in which the groups were defined. */
  static String grouped(ConfigDef definition) {
    Map<String, List<ConfigKey>> groups = new LinkedHashMap<>();
    definition.groups().forEach(group -> groups.put(group, new ArrayList<>()));
    definition.configKeys().values().forEach(key -> groups.get(key.group).add(key));
    StringBuilder page = new StringBuilder();
    groups.forEach(
        (group, keys) -> {
          keys.sort(Comparator.comparingInt(key -> key.orderInGroup));
          page.append("## ").append(group).append("\n\n").append(of(keys)).append('\n');
        });
    return page.toString();
  }

  /** Some of them. */
  static String of(List<ConfigKey> keys) {
    StringBuilder table =
        new StringBuilder("| key | type | default | meaning |\n| --- | --- | --- | --- |\n");
    keys.forEach(
        key ->
            table.append(
                "| `%s` | %s | %s | %s |%n"
                    .formatted(
                        key.name,
                        key.type.toString().toLowerCase(Locale.ROOT),
                        defaultOf(key),
                        meaningOf(key))));
    return table.toString();
  }

  static String defaultOf(ConfigKey key) {
    if (!key.hasDefault()) {
      return "required";
    }
    String value = ConfigDef.convertToString(key.defaultValue, key.type);
    return value == null || value.isEmpty() ? "" : "`" + cell(value) + "`";
  }

  private static String meaningOf(ConfigKey key) {
    String limits = key.validator instanceof ConfigDef.Range range ? " Valid: " + range + "." : "";
    return cell(key.documentation) + limits;
  }

  /** A bar or a line end would end the cell, and angle brackets would vanish as a tag. */
  static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replaceAll("\\s*\\R\\s*", " ").trim();
  }
}
