package io.weft.it.docs;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.weft.connectors.PostgresSourceConnector;
import io.weft.connectors.config.Promises;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** The source connector's settings. */
final class SourcePage {

  /** Connect's own settings of a connector, which are in no connector's definition. */
  private static final List<String> OF_CONNECT =
      List.of("exactly.once.support", "transaction.boundary", "errors.tolerance");

  /** Values that no setting means well, one of which each rule refuses. */
  private static final List<String> PROBES = List.of("-", "0", "c", "proto_version=2");

  private static final Map<String, String> FAULTLESS =
      Map.of("exactly.once.support", "required", "transaction.boundary", "connector");

  private final ConfigDef ours = new PostgresSourceConnector().config();
  private final ConfigDef debezium = PostgresConnectorConfig.configDef();

  String text() {
    return """
        # Source connector

        `io.weft.connectors.PostgresSourceConnector` is Debezium's PostgreSQL connector in a wrapper. It takes Debezium's
        settings, with other defaults for some, and a few of its own. `slot.name` and `publication.name` are made from
        `topic.prefix` if they are not set. `database.connection.factory.class` is Weft's, which reads wide rows in small portions;
        `driver.maxResultBuffer` keeps a portion to `25p`, a quarter of the heap.

        ## Weft's own

        %s
        ## Debezium's, with other defaults

        | key | default here | Debezium's |
        | --- | --- | --- |
        %s
        ## Refused

        These settings would break a promise. The connector's validation refuses a value that does, with this text.

        | key | what it says of a value that it refuses |
        | --- | --- |
        %s
        A transform that drops records, or parts of them that readers need, is refused as well.

        ## Debezium's, as they are

        | key | default | meaning |
        | --- | --- | --- |
        %s"""
        .formatted(own(), changed(), refused(), others());
  }

  private String own() {
    return SettingsTable.of(
        ours.configKeys().values().stream().filter(key -> isOwn(key.name)).toList());
  }

  private boolean isOwn(String name) {
    return !debezium.configKeys().containsKey(name);
  }

  private boolean isChanged(ConfigKey key) {
    return !Objects.equals(key.defaultValue, debezium.configKeys().get(key.name).defaultValue);
  }

  private String changed() {
    StringBuilder rows = new StringBuilder();
    new TreeMap<>(ours.configKeys())
        .values().stream()
            .filter(key -> !isOwn(key.name) && isChanged(key))
            .forEach(
                key ->
                    rows.append(
                        "| `%s` | %s | %s |%n"
                            .formatted(
                                key.name,
                                SettingsTable.defaultOf(key),
                                SettingsTable.defaultOf(debezium.configKeys().get(key.name)))));
    return rows.toString();
  }

  private String refused() {
    TreeSet<String> keys = new TreeSet<>(debezium.configKeys().keySet());
    keys.addAll(OF_CONNECT);
    StringBuilder rows = new StringBuilder();
    for (String key : keys) {
      fault(key)
          .ifPresent(
              text -> rows.append("| `%s` | %s |%n".formatted(key, SettingsTable.cell(text))));
    }
    return rows.toString();
  }

  private static Optional<String> fault(String key) {
    return PROBES.stream()
        .map(
            probe -> {
              Map<String, String> settings = new HashMap<>(FAULTLESS);
              settings.put(key, probe);
              return Promises.faults(settings).get(key);
            })
        .filter(Objects::nonNull)
        .findFirst();
  }

  private String others() {
    StringBuilder rows = new StringBuilder();
    new TreeMap<>(ours.configKeys())
        .values().stream()
            .filter(key -> !isOwn(key.name) && !isChanged(key) && fault(key.name).isEmpty())
            .filter(key -> !key.internalConfig)
            .forEach(
                key ->
                    rows.append(
                        "| `%s` | %s | %s |%n"
                            .formatted(
                                key.name, SettingsTable.defaultOf(key), firstSentence(key))));
    return rows.toString();
  }

  private static String firstSentence(ConfigKey key) {
    String text = SettingsTable.cell(key.documentation == null ? "" : key.documentation);
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }
}
