package io.weft.cli.check;

import io.weft.postgres.Identifiers;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Whether one table can travel. Pure: judges what was read of both sides. */
final class TableChecks {

  private final ServerFacts targetFacts;
  private final String sourceRole;
  private final String targetRole;
  private final ColumnChecks columns;
  private final Findings findings;

  TableChecks(ServerFacts source, ServerFacts target, ColumnChecks columns, Findings findings) {
    this.targetFacts = target;
    this.sourceRole = source.role();
    this.targetRole = target.role();
    this.columns = columns;
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
    if (!table.foreignPartitions().isEmpty()) {
      findings.obstacle(
          "Partitions of "
              + table.name()
              + " are foreign tables, of which the log has no changes: "
              + String.join(", ", table.foreignPartitions()),
          "detach them, or leave " + table.name() + " out with --tables");
    }
    for (String partition : table.barePartitions()) {
      findings.obstacle(
          "Partition "
              + partition
              + " of "
              + table.name()
              + " has no primary key on the source by which a changed row could be found",
          "ALTER TABLE " + partition + " REPLICA IDENTITY FULL");
    }
  }

  void both(CatalogTable source, CatalogTable target) {
    targetRights(target);
    triggers(target);
    columns.check(source, target);
    generatedKey(source, target);
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

  /** Triggers could change what is applied, without a word. */
  private void triggers(CatalogTable table) {
    if (targetFacts.maySetReplicaRole() || table.triggers().isEmpty()) {
      return;
    }
    String disable = "ALTER TABLE " + table.name().quoted() + " DISABLE TRIGGER USER";
    findings.obstacle(
        "Triggers of "
            + table.name()
            + " on the target would act on what is applied, since the role "
            + targetRole
            + " may not set session_replication_role: "
            + String.join(", ", table.triggers()),
        targetFacts.majorVersion() >= 15
            ? grant("SET ON PARAMETER session_replication_role", targetRole) + ", or " + disable
            : disable + ", or connect as a superuser");
  }

  private void generatedKey(CatalogTable source, CatalogTable target) {
    Set<String> generated = new TreeSet<>(source.generatedAmong(target.keyColumns()));
    generated.addAll(source.generatedAmong(source.keyColumns()));
    generated.addAll(target.generatedAmong(target.keyColumns()));
    if (!generated.isEmpty()) {
      findings.obstacle(
          "The primary key of "
              + source.name()
              + " holds "
              + String.join(", ", generated)
              + ", which is generated, so that no log tells its value",
          "ALTER TABLE … ALTER COLUMN … DROP EXPRESSION on both sides makes it an ordinary column;"
              + " or leave the table out with --tables");
    }
  }

  /** Says what concerns many tables. */
  void finish() {
    columns.finish();
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

  private static String grant(String what, String role) {
    return "GRANT " + what + " TO " + Identifiers.quote(role);
  }
}
