package io.weft.connectors.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The transforms of a connector's settings that bring the distribution column to its records, in
 * the order in which records pass them. One that a predicate bears on is left to itself.
 *
 * @param transforms those, the first one first
 */
public record DistributingTransforms(List<Distributing> transforms) {

  private static final String PACKAGE = "io.weft.transforms.";

  public DistributingTransforms {
    transforms = List.copyOf(transforms);
  }

  /** What a transform does. */
  public enum Kind {
    /** Looks the column up for tables without it. */
    LOOKUP("DistributionLookup", "nulls", "fail"),
    /** Puts the column into the record's key. */
    KEY("DistributionKey", "null.partition", "-1");

    private final String simpleName;
    private final String nullSetting;
    private final String refused;

    /**
     * @param nullSetting which says what becomes of rows whose column is NULL
     * @param refused its value if they are refused, as they are by default
     */
    Kind(String simpleName, String nullSetting, String refused) {
      this.simpleName = simpleName;
      this.nullSetting = nullSetting;
      this.refused = refused;
    }

    private boolean takesNull(Map<String, String> settings, String prefix) {
      return !settings.getOrDefault(prefix + nullSetting, refused).trim().equals(refused);
    }

    /** Connect finds plugins by their simple name, too. */
    static Optional<Kind> of(String type) {
      return Arrays.stream(values())
          .filter(kind -> type.equals(kind.simpleName) || type.equals(PACKAGE + kind.simpleName))
          .findFirst();
    }
  }

  /**
   * A transform.
   *
   * @param name in the settings
   * @param takesNull whether a row whose column is NULL is let through
   */
  public record Distributing(
      String name, Kind kind, DistributionSettings settings, boolean takesNull) {}

  /** Finds them in a connector's JSON. */
  public static DistributingTransforms of(Map<String, String> settings) {
    List<Distributing> found = new ArrayList<>();
    for (String name : settings.getOrDefault("transforms", "").split(",", -1)) {
      String prefix = "transforms." + name.trim() + ".";
      Optional<Kind> kind = Kind.of(settings.getOrDefault(prefix + "type", "").trim());
      if (kind.isPresent() && settings.getOrDefault(prefix + "predicate", "").isBlank()) {
        found.add(
            new Distributing(
                name.trim(),
                kind.get(),
                DistributionSettings.read(settings, prefix),
                kind.get().takesNull(settings, prefix)));
      }
    }
    return new DistributingTransforms(found);
  }

  /** What the first of them says that looks columns up, else the first; empty if there is none. */
  public Optional<DistributionSettings> settings() {
    return Stream.concat(of(Kind.LOOKUP).stream(), of(Kind.KEY).stream())
        .findFirst()
        .map(Distributing::settings);
  }

  /** Those of a kind. */
  public List<Distributing> of(Kind kind) {
    return transforms.stream().filter(transform -> transform.kind() == kind).toList();
  }
}
