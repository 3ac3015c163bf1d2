package io.weft.cli.check;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether every value of one type can be kept, unchanged, in a column of another. */
final class TypeFit {

  private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");

  private static final Pattern MODIFIED =
      Pattern.compile("(?<name>[^(]+)\\((?<first>\\d+)(?:,(?<second>-?\\d+))?\\)(?<rest>.*)");

  private TypeFit() {}

  /** Types as {@code format_type} prints them; in which schema a type lives does not matter. */
  static boolean fits(String sourceType, String targetType) {
    String source = withoutSchema(sourceType);
    String target = withoutSchema(targetType);
    if (source.equals(target) || isWiderInteger(source, target)) {
      return true;
    }
    return switch (baseName(target)) {
      case "text" -> isText(source);
      case "character varying" -> isText(source) && fitsLength(source, target);
      case "numeric" -> fitsNumeric(source, target);
      case "double precision" -> source.equals("real");
      default -> fitsWithoutLimit(source, target);
    };
  }

  /**
   * Whether a type that fits prints equal values otherwise: with more zeros, or with other
   * exponents.
   */
  static boolean printsOtherwise(String sourceType, String targetType) {
    String source = withoutSchema(sourceType);
    String target = withoutSchema(targetType);
    return (source.equals("real") && target.equals("double precision"))
        || (baseName(source).equals("numeric")
            && baseName(target).equals("numeric")
            && first(target) >= 0
            && second(source) != second(target));
  }

  private static String withoutSchema(String type) {
    return type.replaceFirst("^(?:\"[^\"]+\"|\\w+)\\.", "");
  }

  private static boolean isWiderInteger(String source, String target) {
    return INTEGERS.contains(source) && INTEGERS.indexOf(target) > INTEGERS.indexOf(source);
  }

  private static boolean isText(String type) {
    return baseName(type).equals("character varying") || type.equals("text");
  }

  private static boolean fitsLength(String source, String target) {
    int limit = first(target);
    return limit < 0 || (first(source) >= 0 && first(source) <= limit);
  }

  private static boolean fitsNumeric(String source, String target) {
    if (first(target) < 0) {
      return INTEGERS.contains(source) || baseName(source).equals("numeric");
    }
    int wholeDigits = first(target) - second(target);
    return baseName(source).equals("numeric")
        && first(source) >= 0
        && second(source) <= second(target)
        && first(source) - second(source) <= wholeDigits;
  }

  /** Such as {@code bit varying(3)} into {@code bit varying}. */
  private static boolean fitsWithoutLimit(String source, String target) {
    return first(target) < 0 && baseName(source).equals(target) && !target.endsWith("[]");
  }

  private static String baseName(String type) {
    Matcher modified = MODIFIED.matcher(type);
    return modified.matches() ? modified.group("name") + modified.group("rest") : type;
  }

  private static int first(String type) {
    Matcher modified = MODIFIED.matcher(type);
    return modified.matches() ? Integer.parseInt(modified.group("first")) : -1;
  }

  private static int second(String type) {
    Matcher modified = MODIFIED.matcher(type);
    return modified.matches() && modified.group("second") != null
        ? Integer.parseInt(modified.group("second"))
        : 0;
  }
}
