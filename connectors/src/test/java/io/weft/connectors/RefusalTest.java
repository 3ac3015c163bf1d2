package io.weft.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.Test;

class RefusalTest {

  private static final String TABLE = "create table t (id int primary key);";

  @Test
  void goodSettingsAreAccepted() {
    try (Source source = Source.with(TABLE)) {
      assertThat(faults(source.settings())).isEmpty();
      PostgresSourceConnector connector = new PostgresSourceConnector();
      assertThat(connector.exactlyOnceSupport(source.settings()))
          .isEqualTo(ExactlyOnceSupport.SUPPORTED);
      assertThat(connector.canDefineTransactionBoundaries(source.settings()))
          .isEqualTo(ConnectorTransactionBoundaries.SUPPORTED);
    }
  }

  @Test
  void validationNamesEveryFaultOnItsKey() {
    try (Source source = Source.with(TABLE)) {
      Map<String, String> settings = source.settings("provide.transaction.metadata", "false");
      settings.remove("exactly.once.support");
      settings.put("transaction.boundary", "poll");
      settings.put("transaction.max.records", "0");
      settings.put("transforms", "f");
      settings.put("transforms.f.type", "io.debezium.transforms.Filter");
      assertThat(faults(settings))
          .containsOnlyKeys(
              "exactly.once.support",
              "transaction.boundary",
              "provide.transaction.metadata",
              "transaction.max.records",
              "transforms.f.type");
    }
  }

  @Test
  void validationRefusesListsThatContradictEachOther() {
    try (Source source = Source.with(TABLE)) {
      Map<String, String> settings = source.settings("table.include.list", "public.t");
      settings.put("table.exclude.list", "public.u");
      assertThat(faults(settings)).containsKey("table.exclude.list");
    }
  }

  @Test
  void validationLooksAtTheSourceToo() {
    try (Source source = Source.with("create table keyless (id int)")) {
      assertThat(faults(source.settings()))
          .containsOnlyKeys("table.include.list")
          .hasEntrySatisfying(
              "table.include.list", fault -> assertThat(fault).contains("REPLICA IDENTITY FULL"));
    }
  }

  @Test
  void workerThatCannotDoItIsRefused() {
    try (Source source = Source.with(TABLE);
        FakeWorker worker = new FakeWorker(source.settings())) {
      PostgresSourceTask task = new PostgresSourceTask();
      task.initialize(new WithoutTransactions(worker));
      assertThatThrownBy(() -> task.start(source.settings()))
          .isInstanceOf(ConnectException.class)
          .hasMessageContainingAll(
              "exactly.once.source.support=enabled", "transaction.boundary=connector");
      task.stop();
    }
  }

  @Test
  void tablesThatCannotBeCapturedAreAllNamedWithTheRemedy() {
    try (Source source =
        Source.with(
            """
            create table "No Key" (id int);
            create table nothing (id int primary key);
            alter table nothing replica identity nothing;
            create table deferred (id int primary key deferrable);
            create unlogged table unlogged (id int primary key);
            create table alike ("Id" int primary key, "id" int);
            create table nocols ();
            create table computed (a int, b int generated always as (a * 2) stored primary key);
            create table p (id int) partition by range (id);
            create table p1 partition of p for values from (0) to (10);
            alter table p replica identity full;
            create table good (id int);
            alter table good replica identity full;
            """)) {
      assertRefused(
          source.settings(),
          "ALTER TABLE \"public\".\"No Key\" REPLICA IDENTITY FULL",
          "public.nothing",
          "public.deferred",
          "ALTER TABLE \"public\".\"unlogged\" SET LOGGED",
          "public.alike",
          "Table public.nocols has no columns",
          "ALTER TABLE \"public\".\"computed\" ALTER COLUMN \"b\" DROP EXPRESSION",
          "public.p1 has no primary key");
      assertThat(source.query("select pubname from pg_publication")).isEmpty();
      assertThat(
              source.query(
                  "select 1 from pg_replication_slots where database = current_database()"))
          .isEmpty();
      startAndStop(source.settings("table.include.list", "public.good"));
    }
  }

  @Test
  void sourceWithoutTablesToCaptureIsRefused() {
    try (Source source = Source.with(TABLE + "create view v as select 1 as id")) {
      assertRefused(source.settings("table.include.list", "public.v"), "No table to capture");
    }
  }

  @Test
  void roleThatMayNotIsTold() {
    try (Source source = Source.with(TABLE)) {
      String role = "\"r " + source.database() + "\"";
      source.execute("create role %s login".formatted(role));
      Map<String, String> settings = source.settings("database.user", "r " + source.database());
      assertRefused(settings, "ALTER ROLE " + role + " REPLICATION");

      source.execute("alter role %s replication".formatted(role));
      assertRefused(settings, "may not read table public.t", "GRANT SELECT");

      source.execute(
          "grant select on t to %s".formatted(role), "alter table t enable row level security");
      assertRefused(settings, "Row-level security", "public.t");

      source.execute("alter table t disable row level security");
      assertRefused(settings, "publication", "Let the owner of the tables run: CREATE PUBLICATION");

      source.execute("create publication %s for table t".formatted(source.slot()));
      assertRefused(settings, "Let the owner of the tables run: ALTER PUBLICATION");

      source.execute(
          "alter publication %s set (publish_via_partition_root)".formatted(source.slot()));
      startAndStop(settings);
      source.dropSlot();
      source.execute("revoke all on t from %s".formatted(role), "drop role " + role);
    }
  }

  @Test
  void publicationOfAnotherMindIsRefused() {
    try (Source source = Source.with(TABLE)) {
      source.execute("create publication everything for all tables");
      assertRefused(source.settings("publication.name", "everything"), "FOR ALL TABLES");
      source.execute("create publication part for table t where (id > 5)");
      assertRefused(source.settings("publication.name", "part"), "leaves out", "public.t");
      Map<String, String> settings = source.settings("publication.name", "mine");
      settings.put("publication.autocreate.mode", "disabled");
      assertRefused(settings, "Run: CREATE PUBLICATION \"mine\" FOR TABLE \"public\".\"t\"");
      source.execute("create publication mine for table t with (publish = 'insert')");
      assertRefused(settings, "Run: ALTER PUBLICATION \"mine\" SET");
    }
  }

  @Test
  void slotAndPublicationThatDoNotFitTheStartAreRefused() {
    try (Source source = Source.with(TABLE)) {
      source.execute(
          "select pg_create_logical_replication_slot('%s_x', 'pgoutput')".formatted(source.slot()));
      assertRefused(
          source.settings("slot.name", source.slot() + "_x"), "exists already", "no_data");
      Map<String, String> noData = source.settings("slot.name", source.slot() + "_x");
      noData.put("snapshot.mode", "no_data");
      assertRefused(noData, "Publication", "before the slot");
    }
  }

  @Test
  void wrongPasswordOrDatabaseFailsAtOnce() {
    try (Source source = Source.with(TABLE)) {
      assertRefused(source.settings("database.dbname", "no_such_database"), "does not exist");
      assertRefused(source.settings("database.user", "no_such_role"), "does not exist");
    }
  }

  private static void assertRefused(Map<String, String> settings, String... said) {
    try (FakeWorker worker = new FakeWorker(settings)) {
      assertThatThrownBy(worker::start)
          .isInstanceOf(ConnectException.class)
          .hasMessageContainingAll(said);
    }
  }

  private static void startAndStop(Map<String, String> settings) {
    try (FakeWorker worker = new FakeWorker(settings).start()) {
      worker.pollUntil(Records::isSnapshotMarker);
    }
  }

  private static Map<String, String> faults(Map<String, String> settings) {
    return new PostgresSourceConnector()
        .validate(new HashMap<>(settings)).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .collect(
                Collectors.toMap(ConfigValue::name, value -> value.errorMessages().toString()));
  }

  /** As a standalone worker, or one without exactly-once sources, shows itself. */
  private record WithoutTransactions(FakeWorker worker) implements SourceTaskContext {

    @Override
    public Map<String, String> configs() {
      return worker.configs();
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return worker;
    }

    @Override
    public TransactionContext transactionContext() {
      return null;
    }

    @Override
    public PluginMetrics pluginMetrics() {
      return null;
    }
  }
}
