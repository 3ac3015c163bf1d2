package io.weft.cli.check;

import io.weft.postgres.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether the target's columns take what the source's hold. Pure: judges what was read of both
 * sides; what is said of many columns at once is said at the end.
 */
final class ColumnChecks {

  /** Whether the target's tables hold rows of an earlier run, which a new column is to fit. */
  enum Rows {
    NONE_YET,
    COPIED
  }

  private final Rows rows;
  private final Findings findings;
  private final List<String> printedOtherwise = new ArrayList<>();
  private final NavigableMap<String, List<String>> missingLabels = new TreeMap<>();
  private boolean fitBinary = true;

  ColumnChecks(Rows rows, Findings findings) {
    this.rows = rows;
    this.findings = findings;
  }

  void check(CatalogTable source, CatalogTable target) {
    for (CatalogColumn column : source.columns()) {
      Optional<CatalogColumn> other = target.column(column.name());
      if (other.isPresent()) {
        pair(source, target, column, other.get());
      } else {
        missing(source, target, column);
      }
    }
    for (CatalogColumn column : target.columns()) {
      if (column.required() && source.column(column.name()).isEmpty()) {
        findings.obstacle(
            "Column "
                + column.name()
                + " of "
                + target.name()
                + " is NOT NULL without a default on the target and unknown to the source",
            "give it a default, or allow NULL");
      }
    }
  }

  private void missing(CatalogTable source, CatalogTable target, CatalogColumn column) {
    String table = target.name().quoted();
    ColumnDefinition definition = column.definition();
    findings.obstacle(
        "Column " + column.name() + " of " + source.name() + " is missing on the target",
        rows == Rows.NONE_YET
            ? definition.addition(table, column)
            : definition.additionToRows(table, column));
  }

  private void pair(
      CatalogTable source, CatalogTable target, CatalogColumn column, CatalogColumn other) {
    String what = "Column " + column.name() + " of " + source.name();
    String alter =
        "ALTER TABLE %s ALTER COLUMN %s "
            .formatted(target.name().quoted(), Identifiers.quote(column.name()));
    if (column.generated() && !other.generated()) {
      findings.obstacle(
          what + " is generated on the source but not on the target, and its values do not travel",
          "make it a generated column there, too");
    } else if (!column.generated() && other.generated()) {
      findings.obstacle(
          what + " is generated on the target, which takes no values for it",
          alter + "DROP EXPRESSION");
    } else if (!TypeFit.fits(column.type(), other.type())) {
      findings.obstacle(
          what + " is " + column.type() + " on the source and " + other.type() + " on the target",
          alter + "TYPE " + column.type());
    } else if (TypeFit.printsOtherwise(column.type(), other.type())) {
      printedOtherwise.add(
          "%s.%s (%s as %s)".formatted(source.name(), column.name(), column.type(), other.type()));
    }
    if (!column.generated()) {
      fitBinary &= BinaryFit.fits(column.type(), other.type());
      labels(column, other);
      if (other.definition().notNull() && !column.definition().notNull()) {
        nulls(source, target, column, what);
      }
    }
  }

  private void labels(CatalogColumn column, CatalogColumn other) {
    List<String> missing =
        column.labels().stream().filter(label -> !other.labels().contains(label)).toList();
    if (!missing.isEmpty() && !other.labels().isEmpty()) {
      missingLabels.put(other.type().replaceFirst("(?:\\[\\])+$", ""), missing);
    }
  }

  private void nulls(CatalogTable source, CatalogTable target, CatalogColumn column, String what) {
    String found = what + " is NOT NULL on the target and not on the source";
    String quoted = Identifiers.quote(column.name());
    String strict =
        "ALTER TABLE " + source.name().quoted() + " ALTER COLUMN " + quoted + " SET NOT NULL";
    if (target.keyColumns().contains(column.name())) {
      findings.note(
          found + ": a NULL would stop the pipeline; " + strict + " on the source rules it out");
    } else {
      findings.obstacle(
          found,
          "ALTER TABLE "
              + target.name().quoted()
              + " ALTER COLUMN "
              + quoted
              + " DROP NOT NULL, or, if there are no NULLs, "
              + strict
              + " on the source");
    }
  }

  /** Whether all columns so far can be copied in binary. */
  boolean fitBinary() {
    return fitBinary;
  }

  /** Says what concerns many columns. */
  void finish() {
    missingLabels.forEach(
        (type, labels) ->
            findings.obstacle(
                "Type "
                    + type
                    + " of the target lacks labels of the source's: "
                    + String.join(", ", labels),
                labels.stream()
                    .map(
                        label ->
                            "ALTER TYPE %s ADD VALUE %s"
                                .formatted(type, Identifiers.literal(label).trim()))
                    .collect(Collectors.joining("; "))));
    if (!printedOtherwise.isEmpty()) {
      findings.note(
          "Values of these columns are equal on both sides and print otherwise: "
              + TableNames.some(printedOtherwise));
    }
  }
}
