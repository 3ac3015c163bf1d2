package io.weft.cli.check;

import io.weft.postgres.Identifiers;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether one table can travel. Pure: judges what was read of both sides. */
final class TableChecks {

  private final String sourceRole;
  private final String targetRole;
  private final Findings findings;

  TableChecks(String sourceRole, String targetRole, Findings findings) {
    this.sourceRole = sourceRole;
    this.targetRole = targetRole;
    this.findings = findings;
  }

  void source(CatalogTable table) {
    String name = table.name().quoted();
    if (!table.may("USAGE")) {
      findings.obstacle(
          "The source role " + sourceRole + " may not use the schema of " + table.name(),
          grant("USAGE ON SCHEMA " + Identifiers.quote(table.name().schema()), sourceRole));
    }
    if (!table.may("SELECT")) {
      findings.obstacle(
          "The source role " + sourceRole + " may not read " + table.name(),
          grant("SELECT ON " + name, sourceRole));
    }
    if (table.hidesRows()) {
      findings.obstacle(
          "Row level security hides rows of "
              + table.name()
              + " from the source role "
              + sourceRole,
          "ALTER ROLE " + Identifiers.quote(sourceRole) + " BYPASSRLS");
    }
    if (table.hasChildren()) {
      findings.obstacle(
          "Other tables inherit from " + table.name() + " on the source, which is not supported",
          "leave it out with --tables, or make it a partitioned table");
    }
    Set<String> lowerCase = new HashSet<>();
    for (CatalogColumn column : table.columns()) {
      if (!lowerCase.add(column.name().toLowerCase(Locale.ROOT))) {
        findings.obstacle(
            table.name()
                + " has two columns named "
                + column.name()
                + " but for their case, which"
                + " Debezium does not tell apart",
            "rename one of them, or leave the table out with --tables");
      }
    }
    if (table.replicaIdentity().equals("n")
        || (table.identityColumns().isEmpty() && !table.columns().isEmpty())) {
      findings.obstacle(
          table.name() + " has no primary key on the source by which a changed row could be found",
          "add one, or ALTER TABLE " + name + " REPLICA IDENTITY FULL");
    }
  }

  void both(CatalogTable source, CatalogTable target) {
    targetRights(target);
    for (CatalogColumn column : source.columns()) {
      column(source, target, column);
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
    List<String> unknown =
        target.keyColumns().stream()
            .filter(key -> !source.identityColumns().contains(key))
            .toList();
    if (!unknown.isEmpty() && !source.identityColumns().isEmpty()) {
      findings.obstacle(
          "The target's primary key of "
              + target.name()
              + " has "
              + String.join(", ", unknown)
              + ", which the source does not log of old rows",
          "ALTER TABLE " + source.name().quoted() + " REPLICA IDENTITY FULL on the source");
    }
  }

  private void targetRights(CatalogTable table) {
    if (!table.may("USAGE")) {
      findings.obstacle(
          "The target role " + targetRole + " may not use the schema of " + table.name(),
          grant("USAGE ON SCHEMA " + Identifiers.quote(table.name().schema()), targetRole));
    }
    List<String> missing =
        List.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE").stream()
            .filter(right -> !table.may(right))
            .toList();
    if (!missing.isEmpty()) {
      findings.obstacle(
          "The target role "
              + targetRole
              + " lacks "
              + String.join(", ", missing)
              + " on "
              + table.name(),
          grant(String.join(", ", missing) + " ON " + table.name().quoted(), targetRole));
    }
    if (table.hidesRows()) {
      findings.obstacle(
          "Row level security applies to the target role " + targetRole + " on " + table.name(),
          "ALTER ROLE " + Identifiers.quote(targetRole) + " BYPASSRLS");
    }
  }

  private void column(CatalogTable source, CatalogTable target, CatalogColumn column) {
    String what = "Column " + column.name() + " of " + source.name();
    Optional<CatalogColumn> found = target.column(column.name());
    if (found.isEmpty()) {
      findings.obstacle(
          what + " is missing on the target",
          "ALTER TABLE "
              + target.name().quoted()
              + " ADD COLUMN "
              + Identifiers.quote(column.name())
              + " "
              + column.type());
      return;
    }
    CatalogColumn other = found.get();
    if (column.generated() && !other.generated()) {
      findings.obstacle(
          what + " is generated on the source but not on the target, and its values do not travel",
          "make it a generated column there, too");
    } else if (!column.generated() && other.generated()) {
      findings.obstacle(
          what + " is generated on the target, which takes no values for it",
          "ALTER TABLE "
              + target.name().quoted()
              + " ALTER COLUMN "
              + Identifiers.quote(column.name())
              + " DROP EXPRESSION");
    } else if (!TypeFit.fits(column.type(), other.type())) {
      findings.obstacle(
          what + " is " + column.type() + " on the source and " + other.type() + " on the target",
          "ALTER TABLE "
              + target.name().quoted()
              + " ALTER COLUMN "
              + Identifiers.quote(column.name())
              + " TYPE "
              + column.type());
    }
  }

  private static String grant(String what, String role) {
    return "GRANT " + what + " TO " + Identifiers.quote(role);
  }
}
