package io.weft.sink;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * Finds settings under which the sink could not keep its promises: nothing skipped, nothing applied
 * by halves.
 */
final class Promises {

  private Promises() {}

  /** What is wrong, by the setting it concerns; each text says what to write instead. */
  static Map<String, String> broken(Map<String, String> settings) {
    Map<String, String> faults = new LinkedHashMap<>();
    if ("all".equals(settings.get("errors.tolerance"))) {
      faults.put(
          "errors.tolerance",
          "Records that cannot be read would be skipped, and the target would differ from the source: leave it at none");
    }
    if ("read_uncommitted".equals(settings.get("consumer.override.isolation.level"))) {
      faults.put(
          "consumer.override.isolation.level",
          "Records of aborted Kafka transactions would be read: set it to read_committed");
    }
    if ("latest".equals(settings.get("consumer.override.auto.offset.reset"))) {
      faults.put(
          "consumer.override.auto.offset.reset",
          "A partition would be read from its end, and what is in it skipped: set it to earliest");
    }
    dropping(settings, faults);
    topics(settings, faults);
    return faults;
  }

  private static void dropping(Map<String, String> settings, Map<String, String> faults) {
    for (String alias : settings.getOrDefault("transforms", "").split(",", -1)) {
      String key = "transforms." + alias.trim() + ".type";
      String type = settings.getOrDefault(key, "");
      String name = type.substring(type.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      if (name.startsWith("filter") || name.startsWith("extractnewrecordstate")) {
        faults.put(
            key,
            "It drops records or what the sink has to know of them, so transactions would never be whole: to leave tables"
                + " out use the setting "
                + SinkConfig.TABLES);
      }
    }
  }

  private static void topics(Map<String, String> settings, Map<String, String> faults) {
    String prefix = settings.get(SinkConfig.TOPIC_PREFIX);
    String url = settings.get(SinkConfig.URL);
    if (prefix == null || prefix.isEmpty() || url == null || url.isEmpty()) {
      return;
    }
    String key = settings.containsKey("topics.regex") ? "topics.regex" : "topics";
    try {
      topics(new SinkConfig(settings)).ifPresent(fault -> faults.put(key, fault));
    } catch (PatternSyntaxException e) {
      faults.put(key, "Not a regular expression: " + e.getDescription());
    } catch (org.apache.kafka.common.config.ConfigException e) {
      // Reported with the setting that it concerns.
      return;
    }
  }

  private static Optional<String> topics(SinkConfig config) {
    String prefix = config.getString(SinkConfig.TOPIC_PREFIX);
    boolean takesCommits = config.subscribedTopics().test(config.transactionTopic());
    if (config.copies()) {
      return takesCommits
          ? Optional.of(
              "It includes "
                  + config.transactionTopic()
                  + ", which is the stream's: with mode=copy name the topics of the bulk copy only, as topics.regex="
                  + prefix
                  + "[.]copy[.][^.]+[.].*")
          : Optional.empty();
    }
    if (!takesCommits) {
      return Optional.of(
          "It does not include "
              + config.transactionTopic()
              + ", whose records tell when a transaction is whole: add it");
    }
    boolean takesCopy = config.subscribedTopics().test(prefix + ".copy.schema.table");
    return takesCopy && config.getBoolean(SinkConfig.WAIT_FOR_COPY)
        ? Optional.of(
            "It includes the topics of the bulk copy, which a connector with mode=copy reads: leave them out, as topics.regex="
                + prefix
                + "[.](?!copy[.][^.]+[.]).*")
        : Optional.empty();
  }
}
