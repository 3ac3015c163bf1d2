package io.weft.cli.run;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names that are right everywhere a pipeline's name is used: as part of a replication slot
 * (letters, digits and underscores, manual section 26.2.6.1), of a publication, of Kafka topics and
 * in the target's progress.
 */
public final class PipelineName {

  /** {@code weft_} stands before it in the slot's name, which may have 63 characters. */
  private static final Pattern VALID = Pattern.compile("[a-z0-9_]{1,50}");

  private PipelineName() {}

  /** Makes a name of a database's name: what is not allowed becomes an underscore. */
  public static String of(String database) {
    String name = database.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    return name.substring(0, Math.min(name.length(), 50));
  }

  /**
   * Returns the name if it is one.
   *
   * @throws UserException if it is not
   */
  public static String require(String name) {
    if (!VALID.matcher(name).matches()) {
      throw new UserException(
          "'" + name + "' cannot name a pipeline: use up to 50 of a-z, 0-9 and _.");
    }
    return name;
  }
}
