package io.weft.cli.check;

import io.weft.connectors.value.ColumnVerdict;
import io.weft.connectors.value.ColumnVerdicts;
import io.weft.connectors.value.Verdict;
import io.weft.postgres.Hypertables;
import io.weft.postgres.PostgresUri;
import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All checks, in the order in which a person would mend what they find. */
public final class StartCheck {

  private static final int CONNECT_TIMEOUT_SECONDS = 10;

  private final CheckRequest request;
  private final Findings findings = new Findings();

  private StartCheck(CheckRequest request) {
    this.request = request;
  }

  /** Checks everything that can be checked at once. */
  public static CheckResult run(CheckRequest request) throws SQLException {
    return new StartCheck(request).run();
  }

  private CheckResult run() throws SQLException {
    checkSyntax();
    DriverManager.setLoginTimeout(CONNECT_TIMEOUT_SECONDS);
    PostgresUri sourceUri = firstThatAnswers("source", request.source());
    PostgresUri targetUri = firstThatAnswers("target", request.target());
    if (!findings.obstacles().isEmpty()) {
      return new CheckResult(
          findings.obstacles(), findings.notes(), sourceUri, new TreeMap<>(), false, "", "");
    }
    try (Connection source = sourceUri.connect();
        Connection target = targetUri.connect()) {
      return check(source, target, sourceUri);
    }
  }

  private void checkSyntax() {
    try {
      request.source().hosts().forEach(host -> request.source().at(host).debezium());
    } catch (IllegalArgumentException e) {
      findings.unreachable(e.getMessage());
    }
  }

  private PostgresUri firstThatAnswers(String side, PostgresUri uri) {
    SQLException failure = null;
    for (PostgresUri.Host host : uri.hosts()) {
      try (Connection connection = uri.at(host).connect()) {
        if (connection.isValid(CONNECT_TIMEOUT_SECONDS)) {
          return uri.at(host);
        }
      } catch (SQLException e) {
        failure = failure == null ? e : failure;
      }
    }
    findings.unreachable(ConnectFailure.explain(side, uri, failure));
    return uri;
  }

  private CheckResult check(Connection source, Connection target, PostgresUri sourceUri)
      throws SQLException {
    ServerFacts sourceFacts = ServerFacts.read(source);
    ServerFacts targetFacts = ServerFacts.read(target);
    SourceServer sourceServer = new SourceServer(source, sourceFacts, findings);
    TargetServer targetServer = new TargetServer(target, targetFacts, findings);
    sourceServer.check();
    sourceServer.checkPublication(request.publication());
    targetServer.check();
    checkEncodings(sourceFacts, targetFacts);
    if (sourceFacts.isSameServerAs(targetFacts)) {
      findings.obstacle(
          "Source and target are the same database", "give --target another database");
      return new CheckResult(
          findings.obstacles(), findings.notes(), sourceUri, new TreeMap<>(), false, "", "");
    }
    NavigableMap<TableName, CatalogTable> sourceTables = CatalogReader.read(source);
    NavigableMap<TableName, CatalogTable> targetTables = CatalogReader.read(target);
    boolean hasProgress = targetServer.holdsSomething(request.pipeline());
    boolean hasBegun =
        request.known().isPresent() && (hasProgress || sourceServer.hasSlot(request.slot()));
    NavigableSet<TableName> selected = select(sourceTables, hasBegun);
    checkTopics(selected);
    checkHypertables(selected, source);
    checkTypes(source, selected);
    ColumnChecks columns =
        new ColumnChecks(
            hasBegun ? ColumnChecks.Rows.COPIED : ColumnChecks.Rows.NONE_YET, findings);
    TableChecks checks = new TableChecks(sourceFacts, targetFacts, columns, findings);
    checkTables(selected, sourceTables, targetTables, checks);
    if (!hasBegun) {
      sourceServer.checkFirstStart(request.slot(), request.firstRows());
      sourceServer.checkLocks(
          selected.stream().mapToLong(name -> sourceTables.get(name).locks()).sum());
      checkOwnership(selected, sourceTables, sourceFacts);
      targetServer.checkNoProgress(request.pipeline());
      targetServer.checkEmpty(readable(selected, targetTables));
    } else if (hasProgress) {
      sourceServer.checkGoingOn(request.slot());
    }
    NavigableMap<TableName, Long> estimates = new TreeMap<>();
    selected.forEach(name -> estimates.put(name, sourceTables.get(name).estimatedRows()));
    return new CheckResult(
        findings.obstacles(),
        findings.notes(),
        sourceUri,
        estimates,
        // In binary, an older server takes some values that it does not have for others.
        columns.fitBinary() && sourceFacts.majorVersion() <= targetFacts.majorVersion(),
        sourceFacts.identity(),
        targetFacts.identity());
  }

  private NavigableSet<TableName> select(
      NavigableMap<TableName, CatalogTable> tables, boolean hasBegun) {
    NavigableSet<TableName> selected =
        TablePatterns.select(request.patterns(), tables.keySet(), findings);
    leaveOut(
        selected,
        name -> tables.get(name).persistence().equals("u"),
        "unlogged tables are not replicated");
    leaveOut(
        selected,
        name -> !tables.get(name).hasColumns(),
        "tables without columns have nothing to carry");
    if (hasBegun) {
      return compareToKnown(new TreeSet<>(request.known().orElseThrow()), selected, tables);
    }
    if (selected.isEmpty() && findings.obstacles().isEmpty()) {
      findings.obstacle("The source has no tables", "check the database's name");
    }
    return selected;
  }

  private void leaveOut(
      NavigableSet<TableName> selected, Predicate<TableName> isLeftOut, String reason) {
    List<TableName> leftOut = selected.stream().filter(isLeftOut).toList();
    if (!leftOut.isEmpty()) {
      findings.note("Left out, since " + reason + ": " + TableNames.some(leftOut));
    }
    selected.removeAll(leftOut);
  }

  /** Kafka does not tell the names of topics apart by a dot and an underscore alone. */
  private void checkTopics(NavigableSet<TableName> selected) {
    Map<String, List<TableName>> byTopic =
        selected.stream()
            .collect(
                Collectors.groupingBy(
                    table -> table.toString().replaceAll("[^a-zA-Z0-9-]", "_"),
                    TreeMap::new,
                    Collectors.toList()));
    byTopic.values().stream()
        .filter(tables -> tables.size() > 1)
        .forEach(
            tables ->
                findings.obstacle(
                    "Kafka does not tell the topics of these tables apart: "
                        + TableNames.some(tables.stream().map(TableName::quoted).toList()),
                    "rename one, or leave one out with --tables"));
  }

  private void checkHypertables(NavigableSet<TableName> selected, Connection source)
      throws SQLException {
    NavigableSet<TableName> hypertables = new TreeSet<>(selected);
    hypertables.retainAll(Hypertables.names(source));
    if (!hypertables.isEmpty()) {
      findings.obstacle(
          "These tables of the source are hypertables of TimescaleDB, which can be a target but not a source: "
              + TableNames.some(hypertables),
          "leave them out with --tables");
      selected.removeAll(hypertables);
    }
  }

  private void checkTypes(Connection source, NavigableSet<TableName> selected) throws SQLException {
    for (ColumnVerdict column : ColumnVerdicts.examineNamed(source, selected)) {
      if (column.verdict() == Verdict.REFUSED) {
        findings.obstacle(
            "Column %s of %s is of type %s, which cannot be carried: %s"
                .formatted(column.column(), column.table(), column.type(), column.reason()),
            "change its type, to text for example, or leave the table out with --tables");
      }
    }
  }

  private void checkEncodings(ServerFacts source, ServerFacts target) {
    if (source.encoding().equals("SQL_ASCII")) {
      findings.note(
          "The source's encoding is SQL_ASCII, which takes any bytes: text that is no valid UTF-8"
              + " would stop the pipeline");
    }
    if (!target.encoding().equals("UTF8") && !target.encoding().equals(source.encoding())) {
      findings.note(
          "The target's encoding is %s and the source's %s: a character that %1$s lacks would stop the pipeline"
              .formatted(target.encoding(), source.encoding()));
    }
  }

  /** What a pipeline carries is settled when it first starts. */
  private NavigableSet<TableName> compareToKnown(
      NavigableSet<TableName> known,
      NavigableSet<TableName> selected,
      NavigableMap<TableName, CatalogTable> tables) {
    NavigableSet<TableName> gone = new TreeSet<>(known);
    gone.removeAll(tables.keySet());
    for (TableName name : gone) {
      findings.obstacle(
          "The source's table " + name + " is gone, or was renamed, since the pipeline started",
          "rename it back; if it was dropped, begin a new pipeline with a new --data folder and"
              + " --name");
    }
    NavigableSet<TableName> added = new TreeSet<>(selected);
    added.removeAll(known);
    if (!added.isEmpty() && request.patterns().isEmpty()) {
      findings.note(
          "Not part of this pipeline, since they came after it: " + TableNames.some(added));
    } else if (!request.patterns().isEmpty() && !known.equals(selected)) {
      findings.obstacle(
          "The tables of a pipeline cannot change once it has started: --tables now selects "
              + TableNames.some(selected)
              + ", before "
              + TableNames.some(known),
          "leave --tables out to go on, or begin a new pipeline with a new --data folder and --name");
    }
    known.retainAll(tables.keySet());
    return known;
  }

  private void checkTables(
      NavigableSet<TableName> selected,
      NavigableMap<TableName, CatalogTable> sourceTables,
      NavigableMap<TableName, CatalogTable> targetTables,
      TableChecks checks) {
    for (TableName name : selected) {
      checks.source(sourceTables.get(name));
      if (targetTables.containsKey(name)) {
        checks.both(sourceTables.get(name), targetTables.get(name));
      }
    }
    checks.finish();
    NavigableSet<TableName> missing = new TreeSet<>(selected);
    missing.removeAll(targetTables.keySet());
    if (!missing.isEmpty()) {
      findings.obstacle(
          "The target lacks " + TableNames.some(missing),
          "create them, by pg_dump --schema-only of the source for example");
    }
  }

  private void checkOwnership(
      NavigableSet<TableName> selected,
      NavigableMap<TableName, CatalogTable> tables,
      ServerFacts source) {
    NavigableSet<TableName> foreign = new TreeSet<>(selected);
    foreign.removeIf(name -> tables.get(name).may("OWNER"));
    if (!foreign.isEmpty() && !source.isSuperuser()) {
      findings.obstacle(
          "The source role "
              + source.role()
              + " does not own "
              + TableNames.some(foreign)
              + " and so may not publish them",
          "GRANT the owner's role to it");
    }
  }

  private static Collection<TableName> readable(
      NavigableSet<TableName> selected, NavigableMap<TableName, CatalogTable> targetTables) {
    return selected.stream()
        .filter(targetTables::containsKey)
        .filter(name -> targetTables.get(name).may("SELECT"))
        .filter(name -> targetTables.get(name).may("USAGE"))
        .toList();
  }
}
