package io.weft.transforms;

import io.weft.postgres.distribution.ForeignKey;
import io.weft.transforms.lookup.KnownPaths;
import io.weft.transforms.lookup.ParentKey;
import io.weft.transforms.lookup.Parents;
import io.weft.transforms.lookup.Parents.Known;
import io.weft.transforms.lookup.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the distribution values of rows that others refer to, as they pass, and notices when
 * one changes.
 *
 * <p>A deleted row stays known: in the log it comes before the children that were deleted with it.
 *
 * <p>Not thread-safe.
 */
final class ParentWatch {

  private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);

  /** What stands where Debezium was not told a value and the column takes no NULL. */
  private static final Set<String> INVENTED = Set.of("0", "", "false", "\\x");

  private final KnownPaths paths;
  private final Parents parents;
  private final boolean refusesMoves;

  /**
   * A row's distribution value on one side of a change.
   *
   * @param value its text, null for NULL
   * @param mayBeInvented whether it may stand for a value that is not told
   */
  record Told(String value, boolean mayBeInvented) {}

  ParentWatch(KnownPaths paths, Parents parents, boolean refusesMoves) {
    this.paths = paths;
    this.parents = parents;
    this.refusesMoves = refusesMoves;
  }

  /** Whether rows of the table are referred to, so that {@link #passed} has to be told of them. */
  boolean watches(ChangedRow row) {
    return !paths.referencesTo(row.table()).isEmpty();
  }

  /** A column's value as the change left it; empty if it is not told. */
  static Optional<Told> toldAfter(ChangedRow row, String column) {
    return row.after()
        .filter(after -> after.schema().field(column) != null)
        .filter(after -> !row.unchanged().contains(column))
        .map(after -> told(after, column).orElse(new Told(null, false)));
  }

  /** A column's value before the change; empty if it is not told, or NULL. */
  static Optional<Told> toldBefore(ChangedRow row, String column) {
    return row.before()
        .filter(before -> before.schema().field(column) != null)
        .flatMap(before -> told(before, column));
  }

  private static Optional<Told> told(Struct side, String column) {
    Schema schema = side.schema().field(column).schema();
    return Optional.ofNullable(side.getWithoutDefault(column))
        .map(value -> ValueText.of(schema, value))
        .map(text -> new Told(text, !schema.isOptional() && INVENTED.contains(text)));
  }

  /**
   * Takes a change of a row.
   *
   * @param before its distribution value before, empty if it is not told
   * @param after its distribution value after, empty if it is not told or the row was deleted
   * @throws DataException if the value changes while rows of other tables depend on it
   */
  void passed(ChangedRow row, Optional<Told> before, Optional<Told> after) {
    for (ForeignKey reference : paths.referencesTo(row.table())) {
      key(row, reference)
          .ifPresent(
              key -> {
                if (row.operation().equals("d")) {
                  deleted(row, key, before);
                } else {
                  after.ifPresent(value -> written(row, key, before, value));
                }
              });
    }
  }

  private static Optional<ParentKey> key(ChangedRow row, ForeignKey reference) {
    List<String> values = new ArrayList<>();
    for (String column : reference.parentColumns()) {
      Optional<Told> value = toldAfter(row, column).or(() -> toldBefore(row, column));
      if (value.isEmpty() || value.get().value() == null) {
        return Optional.empty();
      }
      values.add(value.get().value());
    }
    return Optional.of(new ParentKey(reference.parent(), reference.parentColumns(), values));
  }

  /** What a database answered may be ahead of the stream, and says nothing of what was before. */
  private void written(ChangedRow row, ParentKey key, Optional<Told> before, Told after) {
    if (row.operation().equals("c")) {
      parents.inserted(key, after.value());
      return;
    }
    Optional<Known> known = parents.known(key);
    boolean mayHaveChildren = known.map(Known::mayHaveChildren).orElse(true);
    if (row.operation().equals("u") && mayHaveChildren) {
      Optional<String> old =
          before.isPresent() && !before.get().mayBeInvented()
              ? Optional.ofNullable(before.get().value())
              : known.filter(Known::hasPassed).map(Known::value);
      if (old.isPresent() && !old.get().equals(after.value())) {
        moved(row);
      }
    }
    parents.passed(key, after.value());
  }

  /**
   * The source may have a row of the same key again, so that children which came before the delete
   * have got that one's value.
   */
  private void deleted(ChangedRow row, ParentKey key, Optional<Told> before) {
    Optional<Known> known = parents.known(key);
    if (before.isEmpty() || before.get().mayBeInvented()) {
      return;
    }
    if (known.isPresent()
        && !known.get().hasPassed()
        && !Objects.equals(known.get().value(), before.get().value())) {
      moved(row);
    }
    parents.passed(key, before.get().value());
  }

  private void moved(ChangedRow row) {
    String what =
        "The distribution value of a row of table %s changes (op %s), in which rows of %s find theirs: on the target they stay where the old value is"
            .formatted(row.table(), row.operation(), paths.childrenOf(row.table()));
    if (refusesMoves) {
      throw new DataException(
          what
              + ". Set moved.parents=log to let the change pass, and copy those tables anew behind it; or add the column to them on the source");
    }
    LOG.warn("{}. Copy those tables anew", what);
  }
}
