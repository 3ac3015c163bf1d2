package io.weft.connectors.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Single message transforms that drop records, or parts that readers need. */
final class DroppingTransforms {

  private static final String DROPS_RECORDS =
      "drops records, so that source transactions would be incomplete";
  private static final String DROPS_PARTS =
      "takes away parts of the change event without which it cannot be applied exactly";

  /** By simple name, under which Connect finds plugins too. */
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("Filter", DROPS_RECORDS),
          Map.entry("ContentBasedRouter", "may send records where no reader counts them"),
          Map.entry("EventRouter", DROPS_RECORDS),
          Map.entry("SchemaChangeEventFilter", DROPS_RECORDS),
          Map.entry("EnforceRecordSize", DROPS_PARTS),
          Map.entry("ExtractNewRecordState", DROPS_PARTS),
          Map.entry("ExtractSchemaToNewRecord", DROPS_PARTS),
          Map.entry("DropHeaders", DROPS_PARTS),
          Map.entry("ExtractField", DROPS_PARTS),
          Map.entry("Flatten", DROPS_PARTS),
          Map.entry("HoistField", DROPS_PARTS),
          Map.entry("MaskField", DROPS_PARTS),
          Map.entry("ReplaceField", DROPS_PARTS),
          Map.entry("Cast", DROPS_PARTS));

  private DroppingTransforms() {}

  /** The faults among the settings' transforms, by key. */
  static Map<String, String> faults(Map<String, String> settings) {
    Map<String, String> faults = new LinkedHashMap<>();
    for (String name : names(settings.get("transforms"))) {
      String key = "transforms." + name + ".type";
      String type = settings.getOrDefault(key, "");
      String reason = REASONS.get(simpleName(type));
      if (reason != null) {
        faults.put(
            key, "Transform " + type + " " + reason + ". Remove " + name + " from transforms.");
      }
    }
    return faults;
  }

  private static List<String> names(String transforms) {
    return transforms == null
        ? List.of()
        : Arrays.stream(transforms.split(",")).map(String::trim).filter(n -> !n.isEmpty()).toList();
  }

  private static String simpleName(String type) {
    String outer = type.trim();
    int nested = outer.indexOf('$');
    outer = nested < 0 ? outer : outer.substring(0, nested);
    return outer.substring(outer.lastIndexOf('.') + 1);
  }
}
