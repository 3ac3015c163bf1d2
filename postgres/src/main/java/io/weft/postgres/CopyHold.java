package io.weft.postgres;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says that tables are about to be copied anew, so that the stream holds what changes them until
 * that copy is complete. It travels in the source's log, as a logical message, and from there in
 * the header {@value #HEADER} of the record that closes its transaction. The copy has a greater
 * position than that transaction's commit.
 *
 * @param slotName of the stream that it is meant for: others see it, too
 * @param tables of a partitioned table, the root
 */
public record CopyHold(String slotName, Set<TableName> tables) {

  /** The prefix of the logical message. */
  public static final String MESSAGE_PREFIX = "weft.copy";

  /** The header's name. */
  public static final String HEADER = "weft.hold";

  /** As with {@link CopyPortion}'s, no header converter takes it for something else. */
  private static final String START = "hold=";

  private static final String VERSION = "1";

  /** Makes the set unmodifiable. */
  public CopyHold {
    tables = Set.copyOf(tables);
  }

  /** The message's content, and the header's value. */
  public String encode() {
    return START
        + String.join(
            "&",
            "v=" + VERSION,
            "slot=" + HeaderText.encode(slotName),
            "tables="
                + new TreeSet<>(tables)
                    .stream()
                        .map(
                            table ->
                                HeaderText.encode(table.schema())
                                    + "/"
                                    + HeaderText.encode(table.table()))
                        .collect(Collectors.joining(",")));
  }

  /**
   * Reads such a value.
   *
   * @throws IllegalArgumentException if it is none, or of another version of Weft; says so
   */
  public static CopyHold parse(String text) {
    if (!text.startsWith(START)) {
      throw new IllegalArgumentException("It is not of Weft's making");
    }
    Map<String, String> pairs = HeaderText.pairs(text.substring(START.length()));
    if (!VERSION.equals(pairs.get("v"))) {
      throw new IllegalArgumentException("It was written by another version of Weft; use that one");
    }
    try {
      return new CopyHold(
          HeaderText.decode(pairs.get("slot")),
          Arrays.stream(pairs.get("tables").split(",", -1))
              .map(CopyHold::table)
              .collect(Collectors.toSet()));
    } catch (NullPointerException | IllegalArgumentException e) {
      throw new IllegalArgumentException("It is damaged", e);
    }
  }

  private static TableName table(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("No schema");
    }
    return new TableName(
        HeaderText.decode(text.substring(0, slash)), HeaderText.decode(text.substring(slash + 1)));
  }
}
