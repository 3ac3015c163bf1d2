package io.weft.cli.check;

import io.weft.postgres.PostgresUri;
import io.weft.postgres.TableName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

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
          findings.obstacles(), findings.notes(), sourceUri, new TreeMap<>(), "", "");
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
    targetServer.check();
    if (sourceFacts.isSameServerAs(targetFacts)) {
      findings.obstacle(
          "Source and target are the same database", "give --target another database");
      return result(sourceUri, new TreeMap<>(), sourceFacts, targetFacts);
    }
    NavigableMap<TableName, CatalogTable> sourceTables = CatalogReader.read(source);
    NavigableMap<TableName, CatalogTable> targetTables = CatalogReader.read(target);
    NavigableSet<TableName> selected = select(sourceTables);
    checkTables(selected, sourceTables, targetTables, sourceFacts, targetFacts);
    if (request.isFirstStart()) {
      sourceServer.checkFirstStart(request.slot());
      checkOwnership(selected, sourceTables, sourceFacts);
      targetServer.checkNoProgress(request.pipeline());
      targetServer.checkEmpty(readable(selected, targetTables));
    } else if (targetServer.hasProgress(request.pipeline())) {
      sourceServer.checkGoingOn(request.slot());
    }
    NavigableMap<TableName, Long> estimates = new TreeMap<>();
    selected.forEach(name -> estimates.put(name, sourceTables.get(name).estimatedRows()));
    return result(sourceUri, estimates, sourceFacts, targetFacts);
  }

  private CheckResult result(
      PostgresUri sourceUri,
      NavigableMap<TableName, Long> estimatedRows,
      ServerFacts source,
      ServerFacts target) {
    return new CheckResult(
        findings.obstacles(),
        findings.notes(),
        sourceUri,
        estimatedRows,
        source.identity(),
        target.identity());
  }

  private NavigableSet<TableName> select(NavigableMap<TableName, CatalogTable> tables) {
    NavigableSet<TableName> selected =
        TablePatterns.select(request.patterns(), tables.keySet(), findings);
    NavigableSet<TableName> logged = new TreeSet<>(selected);
    logged.removeIf(name -> tables.get(name).persistence().equals("u"));
    if (logged.size() < selected.size()) {
      selected.removeAll(logged);
      findings.note(
          "Left out, since unlogged tables are not replicated: " + TableNames.some(selected));
    }
    if (request.known().isPresent()) {
      return compareToKnown(new TreeSet<>(request.known().get()), logged, tables);
    }
    if (logged.isEmpty() && findings.obstacles().isEmpty()) {
      findings.obstacle("The source has no tables", "check the database's name");
    }
    return logged;
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
          "bring it back, or begin a new pipeline with a new --data folder and --name");
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
      ServerFacts source,
      ServerFacts target) {
    TableChecks checks = new TableChecks(source.role(), target.role(), findings);
    for (TableName name : selected) {
      checks.source(sourceTables.get(name));
      if (targetTables.containsKey(name)) {
        checks.both(sourceTables.get(name), targetTables.get(name));
      }
    }
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
