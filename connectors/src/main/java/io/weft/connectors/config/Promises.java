package io.weft.connectors.config;

import io.debezium.function.Predicates;
import io.weft.connectors.config.PromiseRules.MustBe;
import io.weft.connectors.config.PromiseRules.MustBeAbsent;
import io.weft.postgres.CopyHold;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.PatternSyntaxException;

/** Finds the settings that would break the promise. */
public final class Promises {

  private static final List<String> CHANGES = List.of("c", "u", "d", "t");

  private static final String MESSAGES = "message.prefix.";

  private Promises() {}

  /**
   * All faults at once.
   *
   * @param settings the connector's JSON, as the person wrote it
   * @return for each key at fault one sentence or two: why, and what to write instead
   */
  public static Map<String, String> faults(Map<String, String> settings) {
    Map<String, String> faults = new LinkedHashMap<>();
    checkWritten(settings, faults);
    for (MustBe rule : PromiseRules.FIXED) {
      if (settings.containsKey(rule.key())) {
        check(rule, settings.get(rule.key()), faults);
      }
    }
    for (MustBeAbsent rule : PromiseRules.ABSENT) {
      if (!settings.getOrDefault(rule.key(), "").isBlank()) {
        faults.put(rule.key(), rule.reason() + ". Remove " + rule.key() + ".");
      }
    }
    checkSkippedOperations(settings, faults);
    checkHeartbeat(settings, faults);
    checkStreamParameters(settings, faults);
    checkMessages(settings, faults);
    checkPublicationName(settings, faults);
    faults.putAll(DroppingTransforms.faults(settings));
    return faults;
  }

  /** The keys that Connect takes from nowhere else. */
  static void checkWritten(Map<String, String> settings, Map<String, String> faults) {
    for (MustBe rule : PromiseRules.WRITTEN) {
      check(rule, settings.getOrDefault(rule.key(), ""), faults);
    }
  }

  static void check(MustBe rule, String value, Map<String, String> faults) {
    if (!rule.allowed().contains(value.trim().toLowerCase(Locale.ROOT))) {
      String remedy = String.join("\" or \"", rule.allowed());
      faults.put(
          rule.key(), "%s. Write \"%s\": \"%s\".".formatted(rule.reason(), rule.key(), remedy));
    }
  }

  private static void checkSkippedOperations(
      Map<String, String> settings, Map<String, String> faults) {
    String key = "skipped.operations";
    String value = settings.getOrDefault(key, "none");
    if (Arrays.stream(value.split(",")).map(String::trim).anyMatch(CHANGES::contains)) {
      faults.put(key, "Skipped changes are missing in the target. Remove " + key + ".");
    }
  }

  private static void checkHeartbeat(Map<String, String> settings, Map<String, String> faults) {
    String key = "heartbeat.interval.ms";
    if (settings.getOrDefault(key, "1").trim().equals("0")) {
      faults.put(
          key,
          "Without heartbeats, the slot of a quiet database holds the log of all databases for ever."
              + " Remove "
              + key
              + ".");
    }
  }

  private static void checkStreamParameters(
      Map<String, String> settings, Map<String, String> faults) {
    String key = "slot.stream.params";
    boolean onlyOrigin =
        Arrays.stream(settings.getOrDefault(key, "").split(";"))
            .map(parameter -> parameter.split("=", 2)[0].trim())
            .allMatch(name -> name.isEmpty() || name.equals("origin"));
    if (!onlyOrigin) {
      faults.put(
          key,
          "Only origin may be set: other parameters change the protocol under Debezium. Leave the"
              + " others out.");
    }
  }

  /** As Debezium goes by the lists: by the first one if it is set. */
  private static void checkMessages(Map<String, String> settings, Map<String, String> faults) {
    String include = settings.getOrDefault(MESSAGES + "include.list", "");
    String exclude = settings.getOrDefault(MESSAGES + "exclude.list", "");
    boolean isHeard;
    try {
      isHeard =
          include.isBlank()
              ? exclude.isBlank() || Predicates.excludes(exclude).test(CopyHold.MESSAGE_PREFIX)
              : Predicates.includes(include).test(CopyHold.MESSAGE_PREFIX);
    } catch (PatternSyntaxException e) {
      return; // Debezium says so itself
    }
    if (!isHeard) {
      faults.put(
          MESSAGES + (include.isBlank() ? "exclude.list" : "include.list"),
          "The stream would not hear of a table that is copied anew. Leave messages with the prefix"
              + " %s in.".formatted(CopyHold.MESSAGE_PREFIX));
    }
  }

  static void checkPublicationName(Map<String, String> settings, Map<String, String> faults) {
    String key = "publication.name";
    if (settings.containsKey(key) && !settings.get(key).matches("[a-z_][a-z0-9_]{0,62}")) {
      faults.put(
          key,
          "A publication's name must be of lower-case letters, digits and underscores, as Debezium"
              + " does not quote it. Remove "
              + key
              + " for a name made from topic.prefix.");
    }
  }
}
