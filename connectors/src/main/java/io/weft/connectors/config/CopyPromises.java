package io.weft.connectors.config;

import io.weft.connectors.config.PromiseRules.MustBe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the settings of the copy's connector that would break its promise. */
public final class CopyPromises {

  private static final MustBe VALUE_CONVERTER =
      new MustBe(
          "value.converter",
          List.of("org.apache.kafka.connect.converters.bytearrayconverter"),
          "Rows travel as the bytes that COPY wrote, which any other converter would wrap");

  /** Those of the stream's rules that bear on a copy. */
  private static final Set<String> SHARED =
      Set.of(
          "plugin.name",
          "publish.via.partition.root",
          "publication.autocreate.mode",
          "errors.tolerance");

  private CopyPromises() {}

  /**
   * All faults at once.
   *
   * @param settings the connector's JSON, as the person wrote it
   * @return for each key at fault one sentence or two: why, and what to write instead
   */
  public static Map<String, String> faults(Map<String, String> settings) {
    Map<String, String> faults = new LinkedHashMap<>();
    Promises.checkWritten(settings, faults);
    String converter = settings.getOrDefault(VALUE_CONVERTER.key(), "");
    Promises.check(VALUE_CONVERTER, converter, faults);
    faults.computeIfPresent(
        VALUE_CONVERTER.key(),
        (key, fault) -> fault.replace("bytearrayconverter", "ByteArrayConverter"));
    PromiseRules.FIXED.stream()
        .filter(rule -> SHARED.contains(rule.key()) && settings.containsKey(rule.key()))
        .forEach(rule -> Promises.check(rule, settings.get(rule.key()), faults));
    Promises.checkPublicationName(settings, faults);
    checkLists(settings, faults);
    faults.putAll(DroppingTransforms.faults(settings));
    return faults;
  }

  private static void checkLists(Map<String, String> settings, Map<String, String> faults) {
    for (String kind : List.of("schema", "table", "column")) {
      String exclude = kind + ".exclude.list";
      boolean areBoth =
          Stream.of(kind + ".include.list", exclude)
              .allMatch(key -> !settings.getOrDefault(key, "").isBlank());
      if (areBoth) {
        faults.put(exclude, "Set only one of %s.include.list and %s".formatted(kind, exclude));
      }
    }
  }
}
