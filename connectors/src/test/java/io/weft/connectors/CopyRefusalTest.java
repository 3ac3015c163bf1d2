package io.weft.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.connectors.copy.CopySourceConnector;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;

/** What the copy's connector says of settings and sources that would break its promise. */
class CopyRefusalTest {

  private static final String TABLE = "create table t (id int primary key);";

  @Test
  void goodSettingsAreAccepted() {
    try (Source source = Source.with(TABLE)) {
      assertThat(faults(source.copySettings())).isEmpty();
      CopySourceConnector connector = new CopySourceConnector();
      assertThat(connector.exactlyOnceSupport(source.copySettings()))
          .isEqualTo(ExactlyOnceSupport.SUPPORTED);
      assertThat(connector.canDefineTransactionBoundaries(source.copySettings()))
          .isEqualTo(ConnectorTransactionBoundaries.SUPPORTED);
    }
  }

  @Test
  void everyFaultIsNamedOnItsKey() {
    try (Source source = Source.with(TABLE)) {
      Map<String, String> settings = source.copySettings();
      settings.remove("exactly.once.support");
      settings.remove("topic.prefix");
      settings.put("transaction.boundary", "poll");
      settings.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
      settings.put("copy.format", "csv");
      settings.put("copy.again", "orders");
      settings.put("copy.chunk.bytes", "1");
      settings.put("errors.tolerance", "all");
      settings.put("table.include.list", "public.t");
      settings.put("table.exclude.list", "public.u");
      assertThat(faults(settings))
          .containsOnlyKeys(
              "exactly.once.support",
              "topic.prefix",
              "transaction.boundary",
              "value.converter",
              "copy.format",
              "copy.again",
              "copy.chunk.bytes",
              "errors.tolerance",
              "table.exclude.list")
          .hasEntrySatisfying(
              "value.converter",
              fault ->
                  assertThat(fault)
                      .contains("org.apache.kafka.connect.converters.ByteArrayConverter"));
    }
  }

  @Test
  void sourcesThatCannotBeCopiedAreRefusedWithTheRemedy() {
    try (Source source = Source.with("create table keyless (id int)")) {
      assertThat(faults(source.copySettings()))
          .containsOnlyKeys("table.include.list")
          .hasEntrySatisfying(
              "table.include.list", fault -> assertThat(fault).contains("REPLICA IDENTITY FULL"));
      Map<String, String> settings = source.copySettings();
      settings.put("database.dbname", "no_such_database");
      assertThat(faults(settings))
          .hasEntrySatisfying(
              "database.hostname", fault -> assertThat(fault).contains("does not exist"));
    }
  }

  @Test
  void hypertablesAreRefused() {
    try (Source source =
        Source.with(
            TABLE
                + "create schema _timescaledb_catalog;"
                + "create table _timescaledb_catalog.hypertable (schema_name name, table_name name);"
                + "insert into _timescaledb_catalog.hypertable values ('public', 't')")) {
      assertThat(faults(source.copySettings()))
          .hasEntrySatisfying(
              "table.include.list",
              fault -> assertThat(fault).contains("public.t is a hypertable"));
    }
  }

  @Test
  void tablesWhoseTopicsKafkaCannotTellApartAreRefused() {
    try (Source source =
            Source.with(
                "create table \"dot.table\" (id int primary key); create table dot_table (id int primary key)");
        FakeCopyWorker worker = new FakeCopyWorker(source.copySettings()).start()) {
      worker.pollUntilFailed();
      assertThat(worker.failure())
          .hasMessageContainingAll("public.dot.table", "public.dot_table", "topic.prefix");
      assertThat(
              source.query(
                  "select 1 from pg_replication_slots where database = current_database()"))
          .isEmpty();
    }
  }

  @Test
  void slotOfAnotherKindIsRefused() {
    try (Source source = Source.with(TABLE)) {
      source.execute("select pg_create_physical_replication_slot('%s_x')".formatted(source.slot()));
      try (FakeCopyWorker worker =
          new FakeCopyWorker(source.copySettings())
              .with("slot.name", source.slot() + "_x")
              .start()) {
        worker.pollUntilFailed();
        assertThat(worker.failure()).hasMessageContainingAll("physical", "slot.name");
      }
      source.execute("select pg_drop_replication_slot('%s_x')".formatted(source.slot()));
    }
  }

  private static Map<String, String> faults(Map<String, String> settings) {
    return new CopySourceConnector()
        .validate(settings).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .collect(
                Collectors.toMap(ConfigValue::name, value -> value.errorMessages().toString()));
  }
}
